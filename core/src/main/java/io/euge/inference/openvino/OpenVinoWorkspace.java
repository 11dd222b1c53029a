package io.euge.inference.openvino;

import io.euge.LeakTracker;
import io.euge.inference.FrameBuffers;
import io.euge.inference.InferenceException;
import io.euge.inference.Workspace;
import io.euge.inference.openvino.Calls.OpenVinoException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Direct buffers that OpenVINO reads and writes in place, with a request for each frame. The frames
 * of a run are given to as many of the session's streams as are free.
 */
final class OpenVinoWorkspace implements Workspace {
  private final OpenVinoSession session;
  private final FrameBuffers buffers;
  private final FrameRequest[] requests;
  private final LeakTracker.Registration registration;
  private int ran;
  private boolean closed;

  OpenVinoWorkspace(OpenVinoSession session, int capacity) {
    this.session = session;
    this.buffers = new FrameBuffers(session.model, capacity);
    this.requests = new FrameRequest[capacity];
    this.registration = LeakTracker.register("workspace of model " + session.model.name());
  }

  @Override
  public int capacity() {
    return requests.length;
  }

  @Override
  public synchronized ByteBuffer input() {
    checkOpen();
    return buffers.input;
  }

  @Override
  public synchronized void run(int frames) {
    checkOpen();
    if (frames < 1 || frames > requests.length) {
      throw new IllegalArgumentException(
          "cannot run %d frames in a workspace of %d".formatted(frames, requests.length));
    }
    ran = 0;
    try {
      for (int slot = 0; slot < frames; slot++) {
        if (requests[slot] == null) {
          requests[slot] = new FrameRequest(session, buffers, slot);
        }
      }
      infer(frames);
      ran = frames;
    } catch (OpenVinoException e) {
      throw new InferenceException(
          "Model %s failed on a batch of %d: %s"
              .formatted(session.model.name(), frames, e.getMessage()),
          e);
    }
  }

  /**
   * Waits for all requests that were started, also where one fails: they write into the buffers.
   */
  private void infer(int frames) throws OpenVinoException {
    int started = 0;
    int failure = 0;
    while (started < frames && failure == 0) {
      failure = requests[started].start();
      started += failure == 0 ? 1 : 0;
    }
    for (int slot = 0; slot < started; slot++) {
      int status = requests[slot].await();
      failure = failure == 0 ? status : failure;
    }
    Calls.check(failure);
  }

  @Override
  public synchronized FloatBuffer output(int index) {
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
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (FrameRequest request : requests) {
      if (request != null) {
        request.close();
      }
    }
    registration.unregister();
    session.workspaceClosed();
  }
}
