package io.euge.spark.ui;

/**
 * What is known of a video in a scan.
 *
 * @param nanos of tasks
 * @param read the number of segments that were read
 * @param segments the number of its segments
 * @param error code and first line of the first error; null if there is none
 */
public record VideoSummary(
    String video, long frames, long nanos, int read, int segments, int errors, String error) {
  /** Returns the summary of a video that could not be opened. */
  public static VideoSummary unopened(String video, String error) {
    return new VideoSummary(video, 0, 0, 0, 1, 1, error);
  }

  /** Returns the frames a second of one task. */
  public double speed() {
    return nanos > 0 ? frames / (nanos / 1e9) : 0;
  }

  boolean failed() {
    return error != null;
  }

  boolean done() {
    return error == null && read >= segments;
  }
}
