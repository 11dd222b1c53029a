package io.euge.evaluation.groundtruth;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.evaluation.GroundTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

class IgnoreThresholdsTest {
  @Test
  void whatIsTooSmallOrTooHiddenNeedNotBeFound() {
    assertThat(
            IgnoreThresholds.STANDARD.groundTruth(
                List.of(van(18, 0.3), van(17.9, 1), van(90, 0.29)), 360))
        .extracting(GroundTruth::ignored)
        .containsExactly(false, true, true);
  }

  @Test
  void theBoxAndTheLabelAreTheVehicles() {
    assertThat(new IgnoreThresholds(0, 0).groundTruth(List.of(van(40, 0)), 360))
        .containsExactly(new GroundTruth("van", 1, 2, 30, 40, false));
  }

  @Test
  void whatIsFoundBelowTheLeastHeightIsIgnored() {
    assertThat(IgnoreThresholds.STANDARD.image(List.of(van(40, 1)), 360, List.of()).leastHeight())
        .isEqualTo(18);
  }

  private static ObjectGroundTruth van(double height, double visible) {
    return new ObjectGroundTruth(7, "VAN", 1, 2, 30, height, visible, 0, true);
  }
}
