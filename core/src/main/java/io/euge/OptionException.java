package io.euge;

/** An option or setting is unknown or has an invalid value. */
public final class OptionException extends EugeException {
  private static final long serialVersionUID = 1L;

  public OptionException(String message) {
    super(message);
  }
}
