package io.euge.demo;

import io.euge.EugeException;
import io.euge.cli.console.FailureCauses;
import java.io.IOException;

/** Finds the error that the user can fix in the causes of Spark's exceptions. */
final class JobFailure {
  private static final String FULL = "No space left on device";

  private JobFailure() {}

  /** Returns the first such error, or null if there is none. */
  static EugeException of(Throwable failure) {
    EugeException known = FailureCauses.ours(failure);
    if (known != null) {
      return known;
    }
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof IOException && String.valueOf(at.getMessage()).contains(FULL)) {
        return new EugeException(
            "The disk is full: free space where --output is and in the temporary directory %s, and try again"
                .formatted(System.getProperty("java.io.tmpdir")),
            failure);
      }
    }
    return null;
  }
}
