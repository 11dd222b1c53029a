package io.euge.inference.openvino;

import io.euge.inference.EngineWorkspace;
import io.euge.inference.openvino.Calls.OpenVinoException;

/**
 * Direct buffers that OpenVINO reads and writes in place, with a request for each frame. The frames
 * of a run are given to as many of the session's streams as are free.
 */
final class OpenVinoWorkspace extends EngineWorkspace {
  private final OpenVinoSession session;
  private final FrameRequest[] requests;

  OpenVinoWorkspace(OpenVinoSession session, int capacity) {
    super(session, capacity);
    this.session = session;
    this.requests = new FrameRequest[capacity];
  }

  /**
   * Waits for all requests that were started, also where one fails: they write into the buffers.
   */
  @Override
  protected void infer(int frames) throws OpenVinoException {
    for (int slot = 0; slot < frames; slot++) {
      if (requests[slot] == null) {
        requests[slot] = new FrameRequest(session, buffers, slot);
      }
    }
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
  protected void free() {
    for (FrameRequest request : requests) {
      if (request != null) {
        request.close();
      }
    }
  }
}
