package io.euge.inference.openvino;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.euge.inference.FrameBuffers;
import io.euge.inference.openvino.Calls.OpenVinoException;
import io.euge.model.spec.TensorSpec;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A request to infer one frame, with tensors over its places in the buffers. Starting and awaiting
 * it allocates nothing.
 */
final class FrameRequest implements AutoCloseable {
  private final Pointer request;
  private final long address;
  private final List<Pointer> tensors = new ArrayList<>();

  /**
   * @param buffers outlive the request
   * @param slot the frame's place
   */
  FrameRequest(OpenVinoSession session, FrameBuffers buffers, int slot) throws OpenVinoException {
    request =
        Calls.handle(
            handle -> OpenVino.ov_compiled_model_create_infer_request(session.compiled, handle));
    address = Pointer.nativeValue(request);
    try {
      bind(session.model.input().tensor(), OpenVino.U8, buffers.input(slot, 1));
      for (int i = 0; i < buffers.outputs(); i++) {
        bind(session.model.outputs().get(i), OpenVino.F32, buffers.output(i, slot, 1));
      }
    } catch (OpenVinoException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void bind(TensorSpec spec, int type, Buffer memory) throws OpenVinoException {
    long[] sizes = spec.sizes(1);
    try (Memory dims = new Memory((long) Long.BYTES * sizes.length)) {
      dims.write(0, sizes, 0, sizes.length);
      OpenVino.Shape.Value shape = new OpenVino.Shape.Value();
      shape.rank = sizes.length;
      shape.dims = dims;
      Pointer tensor =
          Calls.handle(
              handle ->
                  OpenVino.ov_tensor_create_from_host_ptr(
                      type, shape, Native.getDirectBufferPointer(memory), handle));
      tensors.add(tensor);
      Calls.check(OpenVino.ov_infer_request_set_tensor(request, spec.name(), tensor));
    }
  }

  /** Starts the request and returns its status. */
  int start() {
    return OpenVino.ov_infer_request_start_async(address);
  }

  /** Waits for the end of the request and returns its status. */
  int await() {
    return OpenVino.ov_infer_request_wait(address);
  }

  @Override
  public void close() {
    OpenVino.ov_infer_request_free(request);
    tensors.forEach(OpenVino::ov_tensor_free);
  }
}
