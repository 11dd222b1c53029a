package io.euge;

/**
 * Something a user can mend: a file, an option, a model, a cluster, a missing library.
 *
 * <p>The message is one sentence for the person at the prompt. It names what went wrong, the value,
 * the file or key it came from, and what to do. Whoever shows it shows the message alone; the cause
 * is for the log.
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
