package io.euge.cli.table;

import java.io.Serializable;

/**
 * A row of a table of tracks: the box of a track in a frame, in pixels.
 *
 * @param video its absolute URI, as in the table
 * @param camera null if unknown
 * @param track its number in the video
 * @param frameWidth width of the frame
 * @param frameHeight height of the frame
 * @param observed whether the object was detected in this frame; otherwise the box is predicted
 */
public record TrackRow(
    String video,
    String camera,
    long track,
    long frame,
    double seconds,
    String label,
    double confidence,
    double x,
    double y,
    double width,
    double height,
    int frameWidth,
    int frameHeight,
    boolean observed)
    implements Serializable {
  /** Returns this row with another label. */
  public TrackRow withLabel(String other) {
    return new TrackRow(
        video,
        camera,
        track,
        frame,
        seconds,
        other,
        confidence,
        x,
        y,
        width,
        height,
        frameWidth,
        frameHeight,
        observed);
  }
}
