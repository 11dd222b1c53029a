package io.euge;

/** An option or setting has a value that cannot be, or is none of ours: the call was wrong. */
public final class OptionException extends EugeException {
  private static final long serialVersionUID = 1L;

  public OptionException(String message) {
    super(message);
  }
}
