package io.euge.bench.models;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import io.euge.model.spec.InputSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs an exported graph with ONNX Runtime on a prepared input. */
final class OriginalGraph implements AutoCloseable {
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();

  /** Loads a graph; dynamic input dimensions are set to those of the imported model. */
  OriginalGraph(Path onnx, InputSpec image) throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(onnx.toString(), options);
    }
    try {
      for (NodeInfo node : session.getInputInfo().values()) {
        inputs.put(node.getName(), tensor(environment, (TensorInfo) node.getInfo(), image));
      }
    } catch (OrtException e) {
      close();
      throw e;
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, TensorInfo info, InputSpec image)
      throws OrtException {
    long[] shape = info.getShape();
    int rank = shape.length;
    long elements = 1;
    for (int i = 0; i < rank; i++) {
      if (shape[i] < 0) {
        boolean planes = rank == 4 && shape[1] == InputSpec.CHANNELS;
        int height = planes ? 2 : 1;
        shape[i] = i == 0 ? 1 : i == height ? image.height() : image.width();
      }
      elements *= shape[i];
    }
    int bytes = Math.toIntExact(elements * info.type.size);
    ByteBuffer data = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(environment, data, shape, info.type);
  }

  /** Runs the graph once. */
  void run() throws OrtException {
    session.run(inputs).close();
  }

  @Override
  public void close() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    session.close();
  }
}
