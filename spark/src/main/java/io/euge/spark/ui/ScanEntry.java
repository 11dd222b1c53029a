package io.euge.spark.ui;

import java.util.List;
import java.util.Map;
import org.apache.spark.util.kvstore.KVIndex;

/**
 * A scan of videos as the tab shows it, in Spark's store.
 *
 * @param scan Spark's number of the query
 * @param description of the query
 * @param source what is read by what, in words
 * @param begin when the query began
 * @param end when it ended; 0 while it runs
 * @param videos the videos to read, with those that could not be opened
 * @param done the videos read without an error
 * @param failed the videos with an error
 * @param frames the frames read
 * @param framesExpected an estimate; 0 if unknown
 * @param seconds from the first task that read frames to the end of the last
 * @param errors the number of videos by the code of their first error
 * @param slowest the videos that took most time
 * @param failures some of the videos with an error
 * @param bottleneck the sentence; empty if nothing is known
 * @param rates the frames over time
 */
public record ScanEntry(
    long scan,
    String description,
    String source,
    long begin,
    long end,
    long videos,
    long done,
    long failed,
    long frames,
    long framesExpected,
    double seconds,
    Map<String, Long> errors,
    List<VideoSummary> slowest,
    List<VideoSummary> failures,
    String bottleneck,
    RateSeries rates) {
  /** The key in the store. */
  @Override
  @KVIndex
  public long scan() {
    return scan;
  }

  /** Returns whether the query has not ended. */
  public boolean running() {
    return end == 0;
  }

  /** Returns the videos that are neither done nor failed. */
  public long left() {
    return Math.max(0, videos - done - failed);
  }
}
