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
 * for each number of frames that is run, and used again; for each frame, where the graph takes one
 * a run; for all frames, where the device runs whole workspaces.
 */
final class OnnxRuntimeWorkspace implements Workspace {
  private final OnnxRuntimeSession session;
  private final FrameBuffers buffers;
  private final Binding[] bindings;
  private final boolean whole;
  private final LeakTracker.Registration registration;
  private int ran;
  private boolean closed;

  /**
   * @param whole whether a run takes all frames, also those that nobody asked for
   */
  OnnxRuntimeWorkspace(OnnxRuntimeSession session, int capacity, boolean whole) {
    this.session = session;
    this.whole = whole;
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
    ran = 0;
    try {
      if (session.model.input().batches()) {
        run(0, whole ? bindings.length : frames);
      } else {
        for (int slot = 0; slot < frames; slot++) {
          run(slot, 1);
        }
      }
      ran = frames;
    } catch (OrtException e) {
      throw new InferenceException(
          "Model %s failed on a batch of %d: %s"
              .formatted(session.model.name(), frames, e.getMessage()),
          e);
    }
  }

  private void run(int first, int frames) throws OrtException {
    int place = first + frames - 1;
    Binding binding = bindings[place];
    if (binding == null) {
      binding = new Binding(session.environment, session.model, buffers, first, frames);
      bindings[place] = binding;
    }
    session.session.run(binding.inputs, binding.outputs).close();
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
    for (Binding binding : bindings) {
      if (binding != null) {
        binding.close();
      }
    }
    registration.unregister();
    session.workspaceClosed();
  }

  /** Tensors over the buffers for the frames of a run. They own no memory but their handles. */
  private static final class Binding {
    final Map<String, OnnxTensor> inputs;
    final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

    Binding(OrtEnvironment environment, Model model, FrameBuffers buffers, int first, int frames)
        throws OrtException {
      TensorSpec input = model.input().tensor();
      inputs =
          Map.of(
              input.name(),
              OnnxTensor.createTensor(
                  environment,
                  buffers.input(first, frames),
                  input.sizes(frames),
                  OnnxJavaType.valueOf(input.type().name())));
      try {
        for (int i = 0; i < buffers.outputs(); i++) {
          TensorSpec output = model.outputs().get(i);
          outputs.put(
              output.name(),
              OnnxTensor.createTensor(
                  environment, buffers.output(i, first, frames), output.sizes(frames)));
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
