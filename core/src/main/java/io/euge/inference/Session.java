package io.euge.inference;

/**
 * A model loaded on a device. Safe for use by several threads, each with its own {@link Workspace}.
 */
public interface Session extends AutoCloseable {
  /**
   * * Creates buffers for one caller, which closes them.
   *
   * @param capacity most frames of one run, at least 1
   * @throws IllegalStateException if the session is closed
   */
  Workspace workspace(int capacity);

  /**
   * Creates additional buffers for a caller that has a workspace and fills these while that one
   * runs. The caller never runs both at once, so a session that batches counts it once.
   *
   * @param capacity most frames of one run, at least 1
   * @throws IllegalStateException if the session is closed
   */
  default Workspace spare(int capacity) {
    return workspace(capacity);
  }

  /**
   * Returns the memory of this session on its device in bytes, without workspaces: measured if the
   * engine can, otherwise estimated.
   */
  long bytes();

  /**
   * Frees the model. Has no effect if called again.
   *
   * @throws IllegalStateException if workspaces are open. The session then stays open too, because
   *     freeing a model during a run would crash the process
   */
  @Override
  void close();
}
