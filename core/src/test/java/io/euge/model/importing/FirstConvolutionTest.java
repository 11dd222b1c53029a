package io.euge.model.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.Normalization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The weights of the first convolution take over what else would be passes over each frame. */
class FirstConvolutionTest {
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
              List.of(
                  AdaptedGraph.node("Identity", "same", "image"),
                  convolution("same", "weights", "out")),
              colors,
              raw);
      assertThat(AdaptedGraph.operators(taken)).doesNotContain("Mul", "Gather").contains("Sub");
      assertThat(AdaptedGraph.operators(passes)).contains("Mul", "Sub");
      assertClose(AdaptedGraph.run(taken), AdaptedGraph.run(passes), 1e-4f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSlicesOfAFocusLayerLieBetween(ColorOrder colors) throws OrtException {
    ModelProto taken = adapted(focus("image"), colors, true);
    List<NodeProto> behind = new ArrayList<>(focus("same"));
    behind.add(0, AdaptedGraph.node("Identity", "same", "image"));
    ModelProto passes = adapted(behind, colors, true);
    assertThat(AdaptedGraph.operators(taken)).doesNotContain("Mul", "Gather").contains("Sub");
    assertClose(AdaptedGraph.run(taken), AdaptedGraph.run(passes), 1e-4f);
  }

  /** One row and column of two, and the same once more: six channels. */
  private static List<NodeProto> focus(String image) {
    return List.of(
        AdaptedGraph.node("Slice", "left", image, "zero", "end", "columns", "one"),
        AdaptedGraph.node("Slice", "right", image, "zero", "end", "columns", "one"),
        AdaptedGraph.node("Concat", "both", "left", "right").toBuilder()
            .addAttribute(GraphNodes.integer("axis", 1))
            .build(),
        convolution("both", "wide", "out"));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16"})
  void weightsOfHalfPrecisionAreTakenAsFloats(ElementType type) throws OrtException {
    String image = type == ElementType.FLOAT ? "halves" : "image";
    List<NodeProto> nodes =
        new ArrayList<>(
            List.of(
                AdaptedGraph.node("Conv", "half_out", image, "half_weights", "half_bias")
                    .toBuilder()
                    .addAttribute(pads())
                    .build(),
                AdaptedGraph.node("Cast", "out", "half_out").toBuilder()
                    .addAttribute(GraphNodes.integer("to", DataType.FLOAT_VALUE))
                    .build()));
    if (type == ElementType.FLOAT) {
      nodes.add(
          0,
          AdaptedGraph.node("Cast", "halves", "image").toBuilder()
              .addAttribute(GraphNodes.integer("to", DataType.FLOAT16_VALUE))
              .build());
    }
    ModelProto taken = adapted(nodes, ColorOrder.BGR, true, type);
    nodes.add(0, AdaptedGraph.node("Identity", "same", "image"));
    nodes.set(1, nodes.get(1).toBuilder().setInput(0, "same").build());
    ModelProto passes = adapted(nodes, ColorOrder.BGR, true, type);
    assertThat(AdaptedGraph.operators(taken)).doesNotContain("Mul", "Gather");
    assertThat(AdaptedGraph.operators(passes)).contains("Mul", "Gather");
    assertClose(AdaptedGraph.run(taken), AdaptedGraph.run(passes), 1e-2f);
  }

  private static void assertClose(float[] actual, float[] expected, float within) {
    assertThat(actual)
        .hasSameSizeAs(expected)
        .hasSize(KERNELS * AdaptedGraph.SIZE * AdaptedGraph.SIZE);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(within));
    }
  }

  @Test
  void weightsThatAnotherNodeReadsStay() {
    ModelProto model =
        adapted(
            List.of(
                convolution("image", "weights", "first"),
                convolution("image", "weights", "second"),
                AdaptedGraph.node("Add", "out", "first", "second")),
            ColorOrder.BGR,
            true);
    assertThat(AdaptedGraph.operators(model)).contains("Mul", "Gather");
    assertThat(model.getGraph().getInitializerList()).contains(weights(true));
  }

  private static ModelProto adapted(List<NodeProto> nodes, ColorOrder colors, boolean raw) {
    return adapted(nodes, colors, raw, ElementType.FLOAT);
  }

  private static ModelProto adapted(
      List<NodeProto> nodes, ColorOrder colors, boolean raw, ElementType type) {
    List<TensorProto> stored =
        List.of(
            weights(raw),
            wide(),
            halves("half_weights", KERNELS, InputSpec.CHANNELS, 3, 3),
            halves("half_bias", KERNELS),
            integer("zero", 0),
            integer("one", 1),
            integer("columns", 3),
            integer("end", Long.MAX_VALUE));
    return AdaptedGraph.of(nodes, stored, colors, type, OF_IMAGENET, KERNELS);
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

  /** The weights for six channels, twice the same. */
  private static TensorProto wide() {
    ByteBuffer narrow = weights(true).getRawData().asReadOnlyByteBuffer();
    ByteBuffer bytes = ByteBuffer.allocate(2 * narrow.remaining());
    int kernel = narrow.remaining() / KERNELS;
    for (int i = 0; i < 2 * KERNELS; i++) {
      bytes.put(narrow.slice(i / 2 * kernel, kernel));
    }
    return weights(true).toBuilder()
        .setName("wide")
        .setDims(1, 2L * InputSpec.CHANNELS)
        .setRawData(ByteString.copyFrom(bytes.flip()))
        .build();
  }

  /** Numbers from -1 to 1 in half precision, one of them subnormal. */
  private static TensorProto halves(String name, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT16_VALUE);
    Random random = new Random(3);
    long count = 1;
    for (long dim : dims) {
      tensor.addDims(dim);
      count *= dim;
    }
    for (long i = 0; i < count; i++) {
      int magnitude = i == 0 ? 5 : 0x2c00 + random.nextInt(0x1000);
      tensor.addInt32Data(magnitude | (random.nextBoolean() ? 0x8000 : 0));
    }
    return tensor.build();
  }

  private static TensorProto integer(String name, long value) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.INT64_VALUE)
        .addDims(1)
        .addInt64Data(value)
        .build();
  }

  private static NodeProto convolution(String image, String weights, String output) {
    return AdaptedGraph.node("Conv", output, image, weights).toBuilder()
        .addAttribute(pads())
        .build();
  }

  private static AttributeProto pads() {
    return GraphNodes.integers("pads", 1L, 1L, 1L, 1L);
  }
}
