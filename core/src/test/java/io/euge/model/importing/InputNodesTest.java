package io.euge.model.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.Normalization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each number of the image that a graph is given, whatever its layout, type and range. */
class InputNodesTest {
  private static final List<Float> ONES = List.of(1f, 1f, 1f);
  private static final List<Float> ZEROS = List.of(0f, 0f, 0f);
  private static final int SIZE = AdaptedGraph.SIZE;

  static List<InputSpec> inputs() {
    List<Normalization> normalizations =
        List.of(
            Normalization.NONE,
            new Normalization(1 / 255f, ZEROS, ONES),
            new Normalization(2 / 255f, ONES, ONES),
            new Normalization(1, List.of(103.53f, 116.28f, 123.675f), ONES),
            new Normalization(1, ZEROS, List.of(57.375f, 57.12f, 58.395f)),
            new Normalization(
                1 / 255f, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f)));
    List<InputSpec> inputs = new ArrayList<>();
    for (Layout layout : Layout.values()) {
      for (ColorOrder colors : ColorOrder.values()) {
        inputs.add(input(layout, ElementType.UINT8, colors, Normalization.NONE));
        for (Normalization normalization : normalizations) {
          inputs.add(input(layout, ElementType.FLOAT, colors, normalization));
          inputs.add(input(layout, ElementType.FLOAT16, colors, normalization));
        }
      }
    }
    return inputs;
  }

  private static InputSpec input(
      Layout layout, ElementType type, ColorOrder colors, Normalization normalization) {
    return new InputSpec(
        "image", SIZE, SIZE, layout, type, colors, normalization, FrameFit.DARKNET, false);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void anImageHasTheNumbersOfItsFrame(InputSpec input) throws OrtException {

    boolean planes = input.layout() == Layout.NCHW;
    NodeProto cast =
        AdaptedGraph.node("Cast", "out", "image").toBuilder()
            .addAttribute(GraphNodes.integer("to", DataType.FLOAT_VALUE))
            .build();
    ModelProto model =
        planes
            ? AdaptedGraph.of(List.of(cast), List.of(), input, InputSpec.CHANNELS, SIZE, SIZE)
            : AdaptedGraph.of(List.of(cast), List.of(), input, SIZE, SIZE, InputSpec.CHANNELS);

    float[] image = AdaptedGraph.run(model);
    assertThat(image).hasSize(SIZE * SIZE * InputSpec.CHANNELS);
    byte[] frame = AdaptedGraph.frame();
    for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
      for (int c = 0; c < InputSpec.CHANNELS; c++) {
        int color = input.colors() == ColorOrder.BGR ? InputSpec.CHANNELS - 1 - c : c;
        double expected = normalized(frame[InputSpec.CHANNELS * pixel + color] & 0xFF, c, input);
        int at = planes ? c * SIZE * SIZE + pixel : InputSpec.CHANNELS * pixel + c;
        double digits = input.type() == ElementType.FLOAT16 ? 1e-3 : 1e-6;
        assertThat((double) image[at])
            .isCloseTo(expected, within(digits * Math.max(1, Math.abs(expected))));
      }
    }
  }

  private static double normalized(int value, int channel, InputSpec input) {
    Normalization normalization = input.normalization();
    return (value * (double) normalization.scale() - normalization.mean().get(channel))
        / normalization.standardDeviation().get(channel);
  }
}
