package io.euge.cli.console;

import io.euge.EugeException;
import java.util.Optional;

/** Finds the cause of a failure among the nested causes of Spark's exceptions. */
public final class FailureCauses {
  private FailureCauses() {}

  /** Returns the error for the user; null if there is none. */
  public static EugeException ours(Throwable failure) {
    EugeException reported = reported(failure);
    return reported != null ? reported : HostFailure.of(failure);
  }

  /** Returns the error that Euge has thrown; null if there is none. */
  public static EugeException reported(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof EugeException known) {
        return known;
      }
      Optional<EugeException> cancelled = CancelledJobs.of(at);
      if (cancelled.isPresent()) {
        return cancelled.get();
      }
    }
    return null;
  }

  /** Returns the root cause. */
  public static Throwable root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }
}
