package io.euge.cli.console;

import io.euge.EugeException;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkThrowable;

/** Cancels Spark jobs so that the user sees only the reason. */
public final class CancelledJobs {
  /**
   * The prefix of Euge's reasons, which distinguishes them from other cancellations; Spark shows it
   * too.
   */
  private static final String BY_EUGE = "Euge gave up: ";

  private CancelledJobs() {}

  /** Cancels all jobs. */
  public static void cancel(SparkContext spark, String reason) {
    for (int job : spark.statusTracker().getActiveJobIds()) {
      spark.cancelJob(job, BY_EUGE + reason);
    }
  }

  /** Returns the reason if Euge has cancelled the job. */
  static Optional<EugeException> of(Throwable failure) {
    return failure instanceof SparkThrowable known
        ? Optional.ofNullable(known.getMessageParameters().get("reason"))
            .filter(reason -> reason.startsWith(BY_EUGE))
            .map(reason -> new EugeException(reason.substring(BY_EUGE.length()), failure))
        : Optional.empty();
  }
}
