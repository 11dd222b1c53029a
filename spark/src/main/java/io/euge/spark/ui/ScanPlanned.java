package io.euge.spark.ui;

import java.util.List;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * A scan of videos is planned and begins; also in the event log.
 *
 * @param scan Spark's number of the query
 * @param source what is read by what, in words
 * @param videos the number of videos that are read
 * @param frames estimated rows, at most the query's limit; 0 if unknown
 * @param unopened the number of videos that could not be opened
 * @param failures the first of these
 */
public record ScanPlanned(
    long scan, String source, long videos, long frames, long unopened, List<VideoSummary> failures)
    implements SparkListenerEvent {
  /** The most failures of one event. */
  public static final int MAX_FAILURES = 1000;
}
