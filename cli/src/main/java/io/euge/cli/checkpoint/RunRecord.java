package io.euge.cli.checkpoint;

import io.euge.spark.sink.TableTotals;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The last run of a checkpoint. One that was stopped and the ones that go on with it are one run.
 *
 * @param inputs where it looks for videos
 * @param settleMillis how long a file must not have changed
 * @param before what the table had when it began
 * @param finished whether it ended well
 * @param results the files and directories that all runs wrote from the table
 */
record RunRecord(
    List<String> inputs,
    long settleMillis,
    TableTotals before,
    boolean finished,
    Set<String> results) {
  RunRecord {
    inputs = List.copyOf(inputs);
    results = results == null ? Set.of() : new TreeSet<>(results);
  }

  /** Returns the first run. */
  static RunRecord first(List<String> inputs, long settleMillis, TableTotals now) {
    return new RunRecord(inputs, settleMillis, now, false, Set.of());
  }

  /** Returns the run that follows. */
  RunRecord next(List<String> newInputs, long newSettleMillis, TableTotals now) {
    return new RunRecord(newInputs, newSettleMillis, finished ? now : before, false, results);
  }

  RunRecord withResult(String result) {
    Set<String> all = new TreeSet<>(results);
    all.add(result);
    return new RunRecord(inputs, settleMillis, before, finished, all);
  }

  RunRecord finish() {
    return new RunRecord(inputs, settleMillis, before, true, results);
  }
}
