package io.euge.inference;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** A workspace that keeps its model loaded. */
final class LeasedWorkspace implements Workspace {
  private final Workspace workspace;
  private final SharedModels models;
  private ResidentModel resident;

  LeasedWorkspace(Workspace workspace, SharedModels models, ResidentModel resident) {
    this.workspace = workspace;
    this.models = models;
    this.resident = resident;
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
    workspace.run(frames);
  }

  @Override
  public FloatBuffer output(int head) {
    return workspace.output(head);
  }

  @Override
  public void close() {
    if (resident == null) {
      return;
    }
    ResidentModel held = resident;
    resident = null;
    try {
      workspace.close();
    } finally {
      models.release(held);
    }
  }
}
