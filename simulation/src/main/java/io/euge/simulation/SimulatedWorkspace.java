package io.euge.simulation;

import io.euge.inference.Workspace;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Wraps the CPU engine's buffers; a run takes as long as it would on the simulated GPU. */
final class SimulatedWorkspace implements Workspace {
  private final SimulatedSession session;
  private final Workspace processor;

  /** Takes ownership of the CPU engine's workspace. */
  SimulatedWorkspace(SimulatedSession session, Workspace processor) {
    this.session = session;
    this.processor = processor;
  }

  @Override
  public int capacity() {
    return processor.capacity();
  }

  @Override
  public ByteBuffer input() {
    return processor.input();
  }

  @Override
  public synchronized void run(int frames) {
    HostGpu gpu = session.place.gpu();
    long buffers = session.place.activations(Math.max(0, frames));
    session.reserve(buffers);
    try {
      long run = gpu.submit(session.place.cost(Math.max(0, frames)));
      try {
        processor.run(frames);
      } catch (Throwable e) {
        gpu.cancel(run);
        throw e;
      }
      gpu.await(run);
    } finally {
      session.release(buffers);
    }
  }

  @Override
  public FloatBuffer output(int index) {
    return processor.output(index);
  }

  @Override
  public synchronized void close() {
    processor.close();
  }
}
