package io.euge.inference.onnxruntime.session;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.euge.inference.EngineWorkspace;
import io.euge.inference.FrameBuffers;
import io.euge.model.Model;
import io.euge.model.spec.TensorSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Direct buffers that ONNX Runtime reads and writes in place. The tensors over them are made once
 * for each number of frames that is run, and used again; for each frame, where the graph takes one
 * a run; for all frames, where the device runs whole workspaces.
 */
final class OnnxRuntimeWorkspace extends EngineWorkspace {
  private final OnnxRuntimeSession session;
  private final Binding[] bindings;
  private final boolean whole;

  /**
   * @param whole whether a run takes all frames, also those that nobody asked for
   */
  OnnxRuntimeWorkspace(OnnxRuntimeSession session, int capacity, boolean whole) {
    super(session, capacity);
    this.session = session;
    this.whole = whole;
    this.bindings = new Binding[capacity];
  }

  @Override
  protected void infer(int frames) throws OrtException {
    if (session.model.input().batches()) {
      run(0, whole ? bindings.length : frames);
    } else {
      for (int slot = 0; slot < frames; slot++) {
        run(slot, 1);
      }
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
  protected void free() {
    for (Binding binding : bindings) {
      if (binding != null) {
        binding.close();
      }
    }
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
