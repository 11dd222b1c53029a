package io.euge;

/**
 * An error that the user can fix, in a file, an option, a model, a cluster or an installed library.
 *
 * <p>The message is one sentence for the user. It states what went wrong, the value, the file or
 * key that the value came from, and what to do. Callers print the message alone; the cause is for
 * the log.
 */
public class EugeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EugeException(String message) {
    super(message);
  }

  public EugeException(String message, Throwable cause) {
    super(message, cause);
  }
}
