package io.euge.inference;

/**
 * A model loaded on a device. Safe for use by many threads, each with a {@link Workspace} of its
 * own.
 */
public interface Session extends AutoCloseable {
  /**
   * Buffers for one caller.
   *
   * @param capacity most frames of one run, at least 1
   * @throws IllegalStateException if the session is closed
   */
  Workspace workspace(int capacity);

  /**
   * More buffers for a caller that has a workspace already and fills these while that one runs. It
   * never runs both at once, so a session that batches does not wait for it twice.
   *
   * @param capacity most frames of one run, at least 1
   * @throws IllegalStateException if the session is closed
   */
  default Workspace spare(int capacity) {
    return workspace(capacity);
  }

  /**
   * Memory this session takes on its device, without workspaces, in bytes: measured where the
   * engine can, estimated where it cannot.
   */
  long bytes();

  /**
   * Frees the model. Harmless when called again.
   *
   * @throws IllegalStateException if workspaces are still open; then the session stays open too,
   *     for freeing a model under a run would bring the process down
   */
  @Override
  void close();
}
