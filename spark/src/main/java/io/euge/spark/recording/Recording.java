package io.euge.spark.recording;

import io.euge.video.RecordingTime;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * A video of a scan.
 *
 * @param path its Hadoop path
 * @param camera what recorded it; null if unknown
 * @param start when its first frame was recorded; null if unknown
 * @param bytes its size; {@link #UNKNOWN_SIZE} if unknown
 * @param modified when its file was last changed, in milliseconds since 1970; {@link #UNKNOWN_TIME}
 *     if unknown
 */
public record Recording(String path, String camera, Instant start, long bytes, long modified)
    implements Serializable {
  public static final long UNKNOWN_SIZE = -1;
  public static final long UNKNOWN_TIME = -1;
  private static final double MICROS = 1e6;

  /** A video of unknown size. */
  public Recording(String path, String camera, Instant start) {
    this(path, camera, start, UNKNOWN_SIZE, UNKNOWN_TIME);
  }

  /** Returns the same file with another camera and start. */
  Recording with(String newCamera, Instant newStart) {
    return new Recording(path, newCamera, newStart, bytes, modified);
  }

  /** Returns the same file, changed at any time. */
  public Recording withUnknownTime() {
    return new Recording(path, camera, start, bytes, UNKNOWN_TIME);
  }

  /** Returns this with the start that its container declares, unless the start is known. */
  public Recording withContainerStart(RecordingTime created, ZoneId zone) {
    return start != null || created == null ? this : with(camera, created.in(zone).orElse(null));
  }

  /**
   * Returns when a frame was recorded, in microseconds since 1970 in UTC.
   *
   * @param seconds the frame's presentation time
   * @return null if the start or the presentation time is unknown
   */
  public Long micros(double seconds) {
    if (start == null || Double.isNaN(seconds)) {
      return null;
    }
    long first = start.getEpochSecond() * 1_000_000 + start.getNano() / 1_000;
    long after = Math.round(seconds * MICROS);
    long sum = first + after;
    // Corrupt files have presentation times of any size.
    return ((first ^ sum) & (after ^ sum)) < 0 ? null : sum;
  }

  /** Returns {@link #micros} as an instant. */
  public Instant time(double seconds) {
    Long micros = micros(seconds);
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
