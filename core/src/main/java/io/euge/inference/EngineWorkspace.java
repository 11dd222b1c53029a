package io.euge.inference;

import io.euge.LeakTracker;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** A workspace with direct buffers that an engine reads and writes in place. */
public abstract class EngineWorkspace implements Workspace {
  protected final FrameBuffers buffers;
  private final EngineSession session;
  private final int capacity;
  private final LeakTracker.Registration registration;
  private int ran;
  private boolean closed;

  /** Allocates the buffers. */
  protected EngineWorkspace(EngineSession session, int capacity) {
    this.session = session;
    this.capacity = capacity;
    this.buffers = new FrameBuffers(session.model, capacity);
    this.registration = LeakTracker.register("workspace of model " + session.model.name());
  }

  /**
   * Runs the model on the frames {@code [0, frames)} of the buffers, and returns when no run uses
   * the buffers.
   */
  protected abstract void infer(int frames) throws Exception;

  /** Frees the engine's resources for the buffers. */
  protected abstract void free();

  @Override
  public final int capacity() {
    return capacity;
  }

  @Override
  public final synchronized ByteBuffer input() {
    checkOpen();
    return buffers.input;
  }

  @Override
  public final synchronized void run(int frames) {
    checkOpen();
    if (frames < 1 || frames > capacity) {
      throw new IllegalArgumentException(
          "cannot run %d frames in a workspace of %d".formatted(frames, capacity));
    }
    ran = 0;
    try {
      infer(frames);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new InferenceException(
          "Model %s failed on a batch of %d: %s"
              .formatted(session.model.name(), frames, e.getMessage()),
          e);
    }
    ran = frames;
  }

  @Override
  public final synchronized FloatBuffer output(int index) {
    checkOpen();
    if (ran == 0) {
      throw new IllegalStateException("there is no output before a run");
    }
    return buffers.output(index, ran);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("this workspace is closed");
    }
  }

  @Override
  public final synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      free();
    } finally {
      registration.unregister();
      session.workspaceClosed();
    }
  }
}
