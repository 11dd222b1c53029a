package io.euge.counting.table;

import io.euge.counting.TrackPath;

/**
 * The track of one vehicle.
 *
 * @param id its number in the video
 * @param label its class, the same on all of its way
 */
public record LabeledTrack(long id, String label, TrackPath path) {}
