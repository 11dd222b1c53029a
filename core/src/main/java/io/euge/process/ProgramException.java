package io.euge.process;

import io.euge.EugeException;

/** Thrown when a program cannot be run, or does not exit by itself. */
public final class ProgramException extends EugeException {
  private static final long serialVersionUID = 1L;

  /** The cause of the failure. */
  public enum Kind {
    /** The program does not exist or is not executable. */
    MISSING,
    /** The program exceeded its timeout and was killed. */
    TIMEOUT,
    /** The waiting thread was interrupted; the program was killed. */
    INTERRUPTED
  }

  private final Kind kind;

  ProgramException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns the cause of the failure. */
  public Kind kind() {
    return kind;
  }
}
