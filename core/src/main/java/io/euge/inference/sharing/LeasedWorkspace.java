package io.euge.inference.sharing;

import io.euge.inference.Workspace;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicReference;

/** A workspace that keeps its model loaded. */
final class LeasedWorkspace implements Workspace {
  private final Workspace workspace;
  private final SharedModels models;
  private final AtomicReference<ModelCopy> copy;

  LeasedWorkspace(Workspace workspace, SharedModels models, ModelCopy copy) {
    this.workspace = workspace;
    this.models = models;
    this.copy = new AtomicReference<>(copy);
  }

  @Override
  public int capacity() {
    return workspace.capacity();
  }

  @Override
  public ByteBuffer input() {
    return workspace.input();
  }

  @Override
  public void run(int frames) {
    models.run(workspace, frames);
  }

  @Override
  public FloatBuffer output(int index) {
    return workspace.output(index);
  }

  @Override
  public long waitedNanos() {
    return workspace.waitedNanos();
  }

  @Override
  public long deviceNanos() {
    return workspace.deviceNanos();
  }

  @Override
  public void close() {
    ModelCopy retained = copy.getAndSet(null);
    if (retained != null) {
      try {
        workspace.close();
      } finally {
        models.release(retained);
      }
    }
  }
}
