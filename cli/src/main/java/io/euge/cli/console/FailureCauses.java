package io.euge.cli.console;

import io.euge.EugeException;

/** What lies behind a failure, however deep Spark has wrapped it. */
public final class FailureCauses {
  private FailureCauses() {}

  /** The error meant for the user; null where there is none. */
  public static EugeException ours(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof EugeException known) {
        return known;
      }
    }
    return HostFailure.of(failure);
  }

  /** What it all began with. */
  public static Throwable root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }
}
