package io.euge.inference.batching;

import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.model.Model;

/** A session whose callers' frames run together. */
public final class BatchingSession implements Session {
  private final Session session;
  private final Model model;
  private final boolean accelerator;
  private final Batcher batcher;
  private int workspaces;
  private boolean closed;

  /**
   * @param session owned by this one
   */
  BatchingSession(
      Session session, Model model, Device device, Batching batching, BatchingMetrics metrics) {
    this.session = session;
    this.model = model;
    this.accelerator = device.accelerator();
    BatchRunner runner =
        new BatchRunner(session.workspace(batching.maxBatch()), model.outputs().size());
    this.batcher = new Batcher(model.name(), runner, batching, System::nanoTime, metrics);
  }

  /**
   * Returns a session that batches, or the given one where its device does not batch. Closes the
   * given one if that fails.
   *
   * @param metrics counts the batches
   */
  public static Session forDevice(
      Session session, Model model, Device device, Batching batching, BatchingMetrics metrics) {
    boolean batches =
        switch (batching.when()) {
          case ALWAYS -> true;
          case NEVER -> false;
          case ACCELERATOR -> device.accelerator();
        };
    if (!batches) {
      return session;
    }
    try {
      return new BatchingSession(session, model, device, batching, metrics);
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  @Override
  public Workspace workspace(int capacity) {
    return open(capacity, true);
  }

  @Override
  public Workspace spare(int capacity) {
    return open(capacity, false);
  }

  private synchronized Workspace open(int capacity, boolean newCaller) {
    if (closed) {
      throw new IllegalStateException("the session of model " + model.name() + " is closed");
    }
    Workspace own = session.workspace(capacity);
    try {
      Workspace workspace =
          new BatchedWorkspace(batcher, own, model, accelerator, newCaller, this::workspaceClosed);
      workspaces++;
      return workspace;
    } catch (Throwable e) {
      own.close();
      throw e;
    }
  }

  private synchronized void workspaceClosed() {
    workspaces--;
  }

  @Override
  public long bytes() {
    return session.bytes();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (workspaces > 0) {
        throw new IllegalStateException(
            "%d workspaces of model %s are still open".formatted(workspaces, model.name()));
      }
      closed = true;
    }
    try {
      batcher.close();
    } finally {
      session.close();
    }
  }
}
