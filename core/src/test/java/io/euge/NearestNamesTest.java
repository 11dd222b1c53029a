package io.euge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNamesTest {
  private static final List<String> NAMES =
      List.of(
          "fps",
          "confidence",
          "max-batch",
          "max-bad-fraction",
          "gpu.nvidia-smi",
          "classes",
          "model",
          "car");

  @ParameterizedTest
  @CsvSource({
    "confidenc, confidence",
    "CONFIDENSE, confidence",
    "maxBatch, max-batch",
    "max_batches, max-batch",
    "gpu.nvidiaSmi, gpu.nvidia-smi",
    "fp, fps",
    "class, classes",
    "modle, model",
    "cra, car",
    "fsp, fps"
  })
  void aNameIsNearIfAQuarterOfItsCharactersDifferAtMost(String typed, String name) {
    assertThat(NearestNames.of(typed, NAMES).get(0)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "f", "threshold", "gpus", "mps", "gps", "frames"})
  void whatHasLittleInCommonWithANameIsNotNear(String typed) {
    assertThat(NearestNames.of(typed, NAMES)).isEmpty();
  }

  @Test
  void theNearestComesFirst() {
    assertThat(NearestNames.of("yolo3", List.of("resnet", "yolov33", "yolov3")))
        .containsExactly("yolov3");
  }
}
