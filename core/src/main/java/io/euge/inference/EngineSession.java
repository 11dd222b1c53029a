package io.euge.inference;

import io.euge.LeakTracker;
import io.euge.model.Model;

/** A session of an engine. It can be closed only after its workspaces. */
public abstract class EngineSession implements Session {
  public final Model model;
  private final long bytes;
  private LeakTracker.Registration registration;
  private int workspaces;
  private boolean closed;

  /**
   * Creates a session of a model.
   *
   * @param bytes the memory of the model on its device
   */
  protected EngineSession(Model model, long bytes) {
    this.model = model;
    this.bytes = bytes;
  }

  /** Marks the session as complete; it must be closed from now on. */
  protected final void opened(String where) {
    registration = LeakTracker.register("session of model " + model.name() + " " + where);
  }

  /** Creates a workspace. Called by one thread at a time. */
  protected abstract Workspace create(int capacity);

  /** Frees the model in the engine. */
  protected abstract void free();

  @Override
  public final synchronized Workspace workspace(int capacity) {
    if (closed) {
      throw new IllegalStateException("the session of model " + model.name() + " is closed");
    }
    Workspace workspace = create(capacity);
    workspaces++;
    return workspace;
  }

  final synchronized void workspaceClosed() {
    workspaces--;
  }

  @Override
  public final long bytes() {
    return bytes;
  }

  @Override
  public final synchronized void close() {
    if (closed) {
      return;
    }
    if (workspaces > 0) {
      throw new IllegalStateException(
          "%d workspaces of model %s are still open".formatted(workspaces, model.name()));
    }
    closed = true;
    registration.unregister();
    free();
  }
}
