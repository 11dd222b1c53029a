package io.euge.cli.checkpoint;

import io.euge.spark.sink.TableTotals;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The last run of a checkpoint. A stopped run and the runs that resume it count as one.
 *
 * @param inputs where the job looks for videos
 * @param settleMillis how long a file must be unmodified
 * @param maxFileAgeMillis files that were changed so much earlier than the newest one are left out;
 *     null for none
 * @param before totals of the table when the run started
 * @param finished whether the run is complete
 * @param results files and directories that all runs wrote from the table
 */
record RunRecord(
    List<String> inputs,
    long settleMillis,
    Long maxFileAgeMillis,
    TableTotals before,
    boolean finished,
    Set<String> results) {
  RunRecord {
    inputs = List.copyOf(inputs);
    results = results == null ? Set.of() : new TreeSet<>(results);
  }

  /** Returns the record of the first run. */
  static RunRecord first(
      List<String> inputs, long settleMillis, Long maxFileAgeMillis, TableTotals now) {
    return new RunRecord(inputs, settleMillis, maxFileAgeMillis, now, false, Set.of());
  }

  /** Returns the record of the next run. */
  RunRecord next(
      List<String> newInputs, long newSettleMillis, Long newMaxFileAgeMillis, TableTotals now) {
    return new RunRecord(
        newInputs, newSettleMillis, newMaxFileAgeMillis, finished ? now : before, false, results);
  }

  RunRecord withResult(String result) {
    Set<String> all = new TreeSet<>(results);
    all.add(result);
    return new RunRecord(inputs, settleMillis, maxFileAgeMillis, before, finished, all);
  }

  RunRecord finish() {
    return new RunRecord(inputs, settleMillis, maxFileAgeMillis, before, true, results);
  }
}
