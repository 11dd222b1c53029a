package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.Normalization;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/** A small graph that reads {@code image} and gives {@code out}, as it is imported. */
final class AdaptedGraph {
  static final int SIZE = 5;

  private AdaptedGraph() {}

  static ModelProto of(
      List<NodeProto> nodes,
      List<TensorProto> stored,
      ColorOrder colors,
      ElementType type,
      Normalization normalization,
      int channels) {
    InputSpec input =
        new InputSpec(
            "image", SIZE, SIZE, Layout.NCHW, type, colors, normalization, FrameFit.DARKNET, false);
    return of(nodes, stored, input, channels, SIZE, SIZE);
  }

  /** Returns a graph with any image as its input. */
  static ModelProto of(
      List<NodeProto> nodes, List<TensorProto> stored, InputSpec input, long... frame) {
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("graph")
            .addInput(value(input.name(), 1, InputSpec.CHANNELS, SIZE, SIZE))
            .addOutput(
                value("out", LongStream.concat(LongStream.of(1), LongStream.of(frame)).toArray()))
            .addAllInitializer(stored)
            .addAllNode(nodes)
            .build();
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph)
            .build();
    OutputUse use = OutputUse.fixed("out", frame);
    return GraphAdapter.adapt(
        model, new Adaptation(input, Map.of(), List.of(use), false), Map.of());
  }

  static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output)
        .build();
  }

  private static ValueInfoProto value(String name, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    Arrays.stream(dimensions).forEach(size -> shape.addDimBuilder().setDimValue(size));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }

  /** Returns the frame that the graph is run with: rows of RGB. */
  static byte[] frame() {
    byte[] frame = new byte[SIZE * SIZE * InputSpec.CHANNELS];
    new Random(2).nextBytes(frame);
    return frame;
  }

  static float[] run(ModelProto model) throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    byte[] frame = frame();
    ByteBuffer bytes = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
    try (OrtSession session = environment.createSession(model.toByteArray());
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment,
                bytes,
                new long[] {1, SIZE, SIZE, InputSpec.CHANNELS},
                OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(InputNodes.FRAMES, tensor))) {
      OnnxTensor output = (OnnxTensor) result.get(0);
      float[] values = new float[output.getFloatBuffer().remaining()];
      output.getFloatBuffer().get(values);
      return values;
    }
  }
}
