package io.euge.process;

import io.euge.EugeException;

/** A program of the host could not be run to its end. */
public final class ProgramException extends EugeException {
  private static final long serialVersionUID = 1L;

  /** What kept it from ending. */
  public enum Kind {
    /** It is not there or may not be executed. */
    MISSING,
    /** It did not end in time and was killed. */
    HANGS,
    /** The thread that waited was interrupted; the program was killed. */
    INTERRUPTED
  }

  private final Kind kind;

  ProgramException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
