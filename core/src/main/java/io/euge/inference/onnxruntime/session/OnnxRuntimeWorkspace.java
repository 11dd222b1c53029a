package io.euge.inference.onnxruntime.session;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.euge.LeakTracker;
import io.euge.inference.FrameBuffers;
import io.euge.inference.InferenceException;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.model.spec.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Direct buffers that ONNX Runtime reads and writes in place. The tensors over them are made once
 * for each number of frames that is run, and used again.
 */
final class OnnxRuntimeWorkspace implements Workspace {
  private final OnnxRuntimeSession session;
  private final FrameBuffers buffers;
  private final Binding[] bindings;
  private final LeakTracker.Registration registration;
  private Binding last;
  private boolean closed;

  OnnxRuntimeWorkspace(OnnxRuntimeSession session, int capacity) {
    this.session = session;
    this.buffers = new FrameBuffers(session.model, capacity);
    this.bindings = new Binding[capacity];
    this.registration = LeakTracker.register("workspace of model " + session.model.name());
  }

  @Override
  public int capacity() {
    return bindings.length;
  }

  @Override
  public synchronized ByteBuffer input() {
    checkOpen();
    return buffers.input;
  }

  @Override
  public synchronized void run(int frames) {
    checkOpen();
    if (frames < 1 || frames > bindings.length) {
      throw new IllegalArgumentException(
          "cannot run %d frames in a workspace of %d".formatted(frames, bindings.length));
    }
    last = null;
    try {
      Binding binding = bindings[frames - 1];
      if (binding == null) {
        binding = new Binding(session.environment, session.model, buffers, frames);
        bindings[frames - 1] = binding;
      }
      session.session.run(binding.inputs, binding.outputs).close();
      last = binding;
    } catch (OrtException e) {
      throw new InferenceException(
          "Model %s failed on a batch of %d: %s"
              .formatted(session.model.name(), frames, e.getMessage()),
          e);
    }
  }

  @Override
  public synchronized FloatBuffer output(int index) {
    checkOpen();
    if (last == null) {
      throw new IllegalStateException("there is no output before a run");
    }
    return last.views[index].clear();
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
    for (Binding binding : bindings) {
      if (binding != null) {
        binding.close();
      }
    }
    registration.unregister();
    session.workspaceClosed();
  }

  /** Tensors over the buffers for one number of frames. They own no memory but their handles. */
  private static final class Binding {
    final Map<String, OnnxTensor> inputs;
    final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
    final FloatBuffer[] views;

    Binding(OrtEnvironment environment, Model model, FrameBuffers buffers, int frames)
        throws OrtException {
      TensorSpec input = model.input().tensor();
      inputs =
          Map.of(
              input.name(),
              OnnxTensor.createTensor(
                  environment,
                  buffers.input(frames),
                  input.sizes(frames),
                  OnnxJavaType.valueOf(input.type().name())));
      views = new FloatBuffer[buffers.outputs()];
      try {
        for (int i = 0; i < views.length; i++) {
          TensorSpec output = model.outputs().get(i);
          views[i] = buffers.output(i, frames);
          outputs.put(
              output.name(), OnnxTensor.createTensor(environment, views[i], output.sizes(frames)));
        }
      } catch (OrtException e) {
        close();
        throw e;
      }
    }

    void close() {
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
    }
  }
}
