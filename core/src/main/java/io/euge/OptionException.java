package io.euge;

import java.util.LinkedHashSet;
import java.util.Set;

/** Thrown when an option or setting is unknown or has an invalid value. */
public final class OptionException extends EugeException {
  private static final long serialVersionUID = 1L;

  public OptionException(String message) {
    super(message);
  }

  /**
   * Makes all checks, also after one that fails.
   *
   * @throws OptionException that reports what all of them report
   */
  public static void checkAll(Runnable... checks) {
    Set<String> errors = new LinkedHashSet<>();
    for (Runnable check : checks) {
      try {
        check.run();
      } catch (OptionException e) {
        errors.add(e.getMessage());
      }
    }
    if (!errors.isEmpty()) {
      throw new OptionException(String.join("; ", errors));
    }
  }
}
