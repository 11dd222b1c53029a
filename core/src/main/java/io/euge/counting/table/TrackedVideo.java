package io.euge.counting.table;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The tracks of one video.
 *
 * @param name of its file
 * @param camera empty if unknown
 * @param start when its first frame was recorded, on the clock by which intervals are cut
 * @param width of its frames in pixels; 0 if unknown
 * @param height of its frames in pixels; 0 if unknown
 * @param seconds from its first frame to the end of its last
 */
public record TrackedVideo(
    String name,
    String camera,
    Optional<ZonedDateTime> start,
    int width,
    int height,
    double seconds,
    List<LabeledTrack> tracks) {
  public TrackedVideo {
    tracks = List.copyOf(tracks);
  }
}
