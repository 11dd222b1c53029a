package io.euge.cli.console;

import io.euge.EugeException;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkThrowable;

/** Jobs that Euge has Spark cancel; the user is told the reason and nothing else. */
public final class CancelledJobs {
  private static final String CANCELLED = "SPARK_JOB_CANCELLED";

  private CancelledJobs() {}

  /** Cancels all that runs. */
  public static void cancel(SparkContext spark, String reason) {
    for (int job : spark.statusTracker().getActiveJobIds()) {
      spark.cancelJob(job, reason);
    }
  }

  /** Returns the reason, if this is how Spark says that a job was cancelled. */
  static Optional<EugeException> of(Throwable failure) {
    return failure instanceof SparkThrowable known
            && String.valueOf(failure.getMessage()).contains(CANCELLED)
        ? Optional.ofNullable(known.getMessageParameters().get("reason"))
            .map(reason -> new EugeException(reason, failure))
        : Optional.empty();
  }
}
