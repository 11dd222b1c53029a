package io.euge.model.darknet;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a graph on bytes with ONNX Runtime. */
final class OnnxRun {
  private OnnxRun() {}

  /** All outputs by name, each flat. */
  static Map<String, float[]> run(Path graph, byte[] images, long... shape) throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(graph.toString(), options);
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment,
                ByteBuffer.allocateDirect(images.length).put(images).flip(),
                shape,
                OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", input))) {
      Map<String, float[]> outputs = new LinkedHashMap<>();
      result.forEach(
          entry -> {
            FloatBuffer floats = ((OnnxTensor) entry.getValue()).getFloatBuffer();
            float[] values = new float[floats.remaining()];
            floats.get(values);
            outputs.put(entry.getKey(), values);
          });
      return outputs;
    }
  }
}
