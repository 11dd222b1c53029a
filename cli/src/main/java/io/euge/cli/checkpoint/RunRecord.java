package io.euge.cli.checkpoint;

import io.euge.spark.sink.TableTotals;
import java.util.List;

/**
 * The last run of a checkpoint. One that was stopped and the ones that go on with it are one run.
 *
 * @param inputs where it looks for videos
 * @param settleMillis how long a file must not have changed
 * @param before what the table had when it began
 * @param finished whether it ended well
 */
record RunRecord(List<String> inputs, long settleMillis, TableTotals before, boolean finished) {
  RunRecord {
    inputs = List.copyOf(inputs);
  }

  /** Returns the run that follows. */
  RunRecord next(List<String> newInputs, long newSettleMillis, TableTotals now) {
    return new RunRecord(newInputs, newSettleMillis, finished ? now : before, false);
  }

  RunRecord finish() {
    return new RunRecord(inputs, settleMillis, before, true);
  }
}
