package io.euge.spark.sink;

import io.euge.spark.errors.VideoError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Totals of all committed batches of a table.
 *
 * @param counts what a {@link BatchCounter} counted, summed
 * @param millis how long the batches took
 * @param errors the number of errors
 * @param badVideos the videos with an error
 * @param firstErrors the code and message of some of the errors
 */
public record TableTotals(
    SortedMap<String, Long> counts,
    long millis,
    long errors,
    SortedSet<String> badVideos,
    List<String> firstErrors) {
  private static final int LISTED = 5;

  /** Returns those of an empty table. */
  public static TableTotals none() {
    return new TableTotals(new TreeMap<>(), 0, 0, new TreeSet<>(), List.of());
  }

  /** Returns the sums with those of one more batch. */
  TableTotals plus(
      Map<String, Long> counted, long batchMillis, long batchErrors, List<VideoError> found) {
    SortedMap<String, Long> sums = new TreeMap<>(counts);
    counted.forEach((name, count) -> sums.merge(name, count, Long::sum));
    SortedSet<String> bad = new TreeSet<>(badVideos);
    List<String> first = new ArrayList<>(firstErrors);
    for (VideoError error : found) {
      bad.add(error.video());
      if (first.size() < LISTED) {
        first.add(error.summary());
      }
    }
    return new TableTotals(sums, millis + batchMillis, errors + batchErrors, bad, first);
  }
}
