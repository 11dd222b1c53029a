package io.euge.detection.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.UnsupportedInputException;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.Normalization;
import io.euge.testing.TinyGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectionModelsTest {
  private static final Model TINY = TinyGraph.describe("tiny", Path.of("/tiny.onnx"), "0", 1);
  private static final InputSpec INPUT = TINY.input();

  @Test
  void bytesInRgbBetweenCenteredBarsAreFed() {
    assertThatCode(() -> DetectionModels.check(TINY)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("otherInputs")
  void everyOtherInputIsRefused(InputSpec other) {
    assertThatThrownBy(() -> DetectionModels.check(with(other, TINY.metadata())))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageStartingWith("/tiny.onnx does not have the one input Euge feeds");
  }

  static Stream<InputSpec> otherInputs() {
    Normalization unit = new Normalization(1 / 255f, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
    return Stream.of(
        INPUT.with(Layout.NHWC, ElementType.FLOAT),
        INPUT.with(Layout.NCHW, ElementType.UINT8),
        input(ColorOrder.BGR, Normalization.NONE, INPUT.fit()),
        input(ColorOrder.RGB, unit, INPUT.fit()));
  }

  @Test
  void aHeadThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> DetectionModels.check(with(INPUT, Map.of())))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("/tiny.onnx has no description of its head");
  }

  private static InputSpec input(ColorOrder colors, Normalization normalization, FrameFit fit) {
    return new InputSpec(
        INPUT.name(),
        INPUT.width(),
        INPUT.height(),
        INPUT.layout(),
        INPUT.type(),
        colors,
        normalization,
        fit,
        true);
  }

  private static Model with(InputSpec input, Map<String, String> metadata) {
    return new Model(
        TINY.name(),
        TINY.graph(),
        TINY.sha256(),
        TINY.bytes(),
        input,
        TINY.outputs(),
        TINY.labels(),
        metadata);
  }
}
