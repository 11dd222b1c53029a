package io.euge.model.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.Normalization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scale of the first quantization takes over what else would be a pass over each frame. */
class FirstQuantizationTest {
  private static final Normalization UNIT = of(0);
  private static final Normalization FROM_MINUS_ONE = of(1);

  @Test
  void aScaleOfOneByteLeavesTheQuantizationOut() throws OrtException {
    ModelProto taken = adapted("image", 1 / 255f, DataType.UINT8_VALUE, UNIT);
    assertThat(AdaptedGraph.operators(taken))
        .doesNotContain("Mul", "Cast", "QuantizeLinear")
        .contains("DequantizeLinear");
    assertSame(taken, adapted("same", 1 / 255f, DataType.UINT8_VALUE, UNIT));
  }

  @Test
  void anotherScaleOrZeroPointTakesTheFactor() throws OrtException {
    for (float scale : new float[] {1 / 255f, 0.0031f}) {
      ModelProto taken = adapted("image", scale, DataType.INT8_VALUE, UNIT);
      assertThat(AdaptedGraph.operators(taken)).doesNotContain("Mul").contains("QuantizeLinear");
      assertSame(taken, adapted("same", scale, DataType.INT8_VALUE, UNIT));
    }
  }

  @Test
  void whatIsSubtractedStaysAPass() throws OrtException {
    ModelProto taken = adapted("image", 0.0079f, DataType.INT8_VALUE, FROM_MINUS_ONE);
    assertThat(AdaptedGraph.operators(taken)).doesNotContain("Mul").contains("Sub");
    assertSame(taken, adapted("same", 0.0079f, DataType.INT8_VALUE, FROM_MINUS_ONE));
  }

  /** The factor goes to the scale that is computed: one number of a frame. */
  @Test
  void aScaleOfTheFrameIsMultiplied() throws OrtException {
    ModelProto taken = dynamic("image");
    List<String> operators = AdaptedGraph.operators(taken);
    assertThat(operators.indexOf("Mul")).isGreaterThan(operators.indexOf("DynamicQuantizeLinear"));
    assertThat(operators).containsOnlyOnce("Mul");
    assertSame(taken, dynamic("same"));
  }

  /** A hostile graph may have nodes without outputs, on which nothing depends. */
  @ParameterizedTest
  @ValueSource(
      strings = {"QuantizeLinear", "DynamicQuantizeLinear", "Cast", "Slice", "Concat", "Conv"})
  void aNodeWithoutOutputsIsRemoved(String operator) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(List.of("image", "scale", "scale", "axes"))
            .addAttribute(GraphNodes.integer("to", DataType.FLOAT_VALUE))
            .addAttribute(GraphNodes.integer("axis", 1));
    List<TensorProto> stored =
        List.of(
            TensorProto.newBuilder()
                .setName("scale")
                .setDataType(DataType.FLOAT_VALUE)
                .addFloatData(1 / 255f)
                .build(),
            TensorProto.newBuilder()
                .setName("axes")
                .setDataType(DataType.INT64_VALUE)
                .addDims(1)
                .addInt64Data(2)
                .build());
    ModelProto taken = of(List.of(node.build()), stored, UNIT);
    assertThat(taken.getGraph().getNodeList()).doesNotContain(node.build());
  }

  private static void assertSame(ModelProto taken, ModelProto passes) throws OrtException {
    assertThat(AdaptedGraph.operators(passes)).contains("Mul");
    float[] expected = AdaptedGraph.run(passes);
    float[] actual = AdaptedGraph.run(taken);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  private static ModelProto adapted(
      String image, float scale, int type, Normalization normalization) {
    List<NodeProto> nodes = new ArrayList<>();
    if (!image.equals("image")) {
      nodes.add(AdaptedGraph.node("Identity", image, "image"));
    }
    nodes.add(AdaptedGraph.node("QuantizeLinear", "quanta", image, "scale", "zero"));
    nodes.add(AdaptedGraph.node("DequantizeLinear", "out", "quanta", "scale", "zero"));
    TensorProto.Builder zero = TensorProto.newBuilder().setName("zero").setDataType(type);
    zero.addInt32Data(type == DataType.INT8_VALUE ? -128 : 0);
    TensorProto stored =
        TensorProto.newBuilder()
            .setName("scale")
            .setDataType(DataType.FLOAT_VALUE)
            .addFloatData(scale)
            .build();
    return of(nodes, List.of(stored, zero.build()), normalization);
  }

  private static ModelProto dynamic(String image) {
    List<NodeProto> nodes = new ArrayList<>();
    if (!image.equals("image")) {
      nodes.add(AdaptedGraph.node("Identity", image, "image"));
    }
    nodes.add(
        AdaptedGraph.node("DynamicQuantizeLinear", "quanta", image).toBuilder()
            .addOutput("scale")
            .addOutput("zero")
            .build());
    nodes.add(AdaptedGraph.node("DequantizeLinear", "out", "quanta", "scale", "zero"));
    return of(nodes, List.of(), UNIT);
  }

  private static ModelProto of(
      List<NodeProto> nodes, List<TensorProto> stored, Normalization normalization) {
    return AdaptedGraph.of(
        nodes, stored, ColorOrder.RGB, ElementType.FLOAT, normalization, InputSpec.CHANNELS);
  }

  /** The scale 1/255, or 2/255 where a mean is subtracted. */
  private static Normalization of(float mean) {
    return new Normalization((1 + mean) / 255, List.of(mean, mean, mean), List.of(1f, 1f, 1f));
  }
}
