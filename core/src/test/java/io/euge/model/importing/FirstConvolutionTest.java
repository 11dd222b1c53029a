package io.euge.model.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
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
import com.google.protobuf.ByteString;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.Normalization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The weights of the first convolution take over what else would be passes over each frame. */
class FirstConvolutionTest {
  private static final int SIZE = 5;
  private static final int KERNELS = 2;
  private static final Normalization OF_IMAGENET =
      new Normalization(1 / 255f, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

  /**
   * Padding makes the difference: beside the image there are zeros after the mean is subtracted.
   */
  @ParameterizedTest
  @EnumSource
  void itGivesWhatThePassesGive(ColorOrder colors) throws OrtException {
    for (boolean raw : new boolean[] {false, true}) {
      ModelProto taken = adapted(List.of(convolution("image", "weights", "out")), colors, raw);
      ModelProto passes =
          adapted(
              List.of(node("Identity", "same", "image"), convolution("same", "weights", "out")),
              colors,
              raw);
      assertThat(operators(taken)).doesNotContain("Mul", "Gather").contains("Sub");
      assertThat(operators(passes)).contains("Mul", "Sub");
      float[] expected = run(passes);
      float[] actual = run(taken);
      assertThat(actual).hasSameSizeAs(expected).hasSize(KERNELS * SIZE * SIZE);
      for (int i = 0; i < actual.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
      }
    }
  }

  @Test
  void weightsThatAnotherNodeReadsStay() {
    ModelProto model =
        adapted(
            List.of(
                convolution("image", "weights", "first"),
                convolution("image", "weights", "second"),
                node("Add", "out", "first", "second")),
            ColorOrder.BGR,
            true);
    assertThat(operators(model)).contains("Mul", "Gather");
    assertThat(model.getGraph().getInitializerList()).contains(weights(true));
  }

  private static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private static ModelProto adapted(List<NodeProto> nodes, ColorOrder colors, boolean raw) {
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("graph")
            .addInput(value("image", 1, InputSpec.CHANNELS, SIZE, SIZE))
            .addOutput(value("out", 1, KERNELS, SIZE, SIZE))
            .addInitializer(weights(raw))
            .addAllNode(nodes)
            .build();
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph)
            .build();
    InputSpec input =
        new InputSpec(
            "image",
            SIZE,
            SIZE,
            Layout.NCHW,
            ElementType.FLOAT,
            colors,
            OF_IMAGENET,
            FrameFit.DARKNET,
            false);
    return GraphAdapter.adapt(
        model,
        new Adaptation(
            input, Map.of(), List.of(OutputUse.fixed("out", KERNELS, SIZE, SIZE)), false),
        Map.of());
  }

  private static TensorProto weights(boolean raw) {
    Random random = new Random(1);
    ByteBuffer bytes =
        ByteBuffer.allocate(KERNELS * InputSpec.CHANNELS * 9 * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName("weights")
            .setDataType(DataType.FLOAT_VALUE)
            .addAllDims(List.of((long) KERNELS, (long) InputSpec.CHANNELS, 3L, 3L));
    while (bytes.hasRemaining()) {
      float weight = random.nextFloat() - 0.5f;
      bytes.putFloat(weight);
      if (!raw) {
        tensor.addFloatData(weight);
      }
    }
    return raw ? tensor.setRawData(ByteString.copyFrom(bytes.flip())).build() : tensor.build();
  }

  private static NodeProto convolution(String image, String weights, String output) {
    return node("Conv", output, image, weights).toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("pads")
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(List.of(1L, 1L, 1L, 1L)))
        .build();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
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

  private static float[] run(ModelProto model) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    byte[] frame = new byte[SIZE * SIZE * InputSpec.CHANNELS];
    new Random(2).nextBytes(frame);
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
