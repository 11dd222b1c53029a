package io.euge.counting.table;

import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A video that was tracked.
 *
 * @param name of its file, or a longer path where several videos have that name
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
    double seconds) {

  /** Returns the name of its file, without directories. */
  public String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
