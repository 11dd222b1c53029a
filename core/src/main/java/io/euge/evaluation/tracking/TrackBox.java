package io.euge.evaluation.tracking;

/**
 * A box that a tracker found.
 *
 * @param track its number, unique within a frame
 */
public record TrackBox(int track, Corners box) {}
