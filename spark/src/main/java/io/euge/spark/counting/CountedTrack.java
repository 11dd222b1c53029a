package io.euge.spark.counting;

import io.euge.counting.table.LabeledEvents;
import java.io.Serializable;
import java.util.Optional;

/**
 * The events of one track.
 *
 * @param video its address; the first of files that were joined
 * @param camera null if unknown
 * @param start when the video began, in microseconds since 1970; null if unknown
 * @param width of its frames in pixels
 * @param height of its frames in pixels
 * @param seconds from its first frame to its last that the table has
 * @param provenance of the video's tracks as a JSON object; null if it was not asked for, or the
 *     table does not record it
 * @param found null for a row that only says that there is the video
 */
public record CountedTrack(
    String video,
    String camera,
    Long start,
    int width,
    int height,
    double seconds,
    String provenance,
    LabeledEvents found)
    implements Serializable {

  /** Returns what the track did; empty for a row that only says that there is the video. */
  public Optional<LabeledEvents> events() {
    return Optional.ofNullable(found);
  }
}
