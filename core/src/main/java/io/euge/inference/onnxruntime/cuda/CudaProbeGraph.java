package io.euge.inference.onnxruntime.cuda;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Map;

/**
 * A graph with one convolution of two numbers: enough to start a device, and cuDNN, which is loaded
 * when it is first needed.
 */
public final class CudaProbeGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private CudaProbeGraph() {}

  /** Returns the graph as an ONNX file. */
  public static byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(
            GraphProto.newBuilder()
                .setName("smallest")
                .addNode(
                    NodeProto.newBuilder()
                        .setOpType("Conv")
                        .addInput("x")
                        .addInput("w")
                        .addOutput("y"))
                .addInput(number("x"))
                .addInput(number("w"))
                .addOutput(number("y")))
        .build()
        .toByteArray();
  }

  /**
   * Loads it and runs it once.
   *
   * @return 6
   */
  static float run(OrtEnvironment environment, SessionOptions settings) throws OrtException {
    try (OrtSession session = environment.createSession(bytes(), settings);
        OnnxTensor two = tensor(environment, 2);
        OnnxTensor three = tensor(environment, 3);
        OrtSession.Result result = session.run(Map.of("x", two, "w", three))) {
      return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, float number) throws OrtException {
    return OnnxTensor.createTensor(environment, new float[][][][] {{{{number}}}});
  }

  private static ValueInfoProto number(String name) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dimension = 0; dimension < 4; dimension++) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
