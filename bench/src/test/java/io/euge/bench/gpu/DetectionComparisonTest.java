package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.bench.gpu.DetectionProcess.Box;
import io.euge.bench.gpu.DetectionProcess.Found;
import io.euge.bench.report.IndentedJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionComparisonTest {
  private static final Box CAR = new Box(3, 2, 0.5f, 10, 10, 40, 20);

  @Test
  void aPairIsOfOneFrameAndClassAndOverlaps() {
    DetectionComparison comparison =
        compare(found(CAR), found(new Box(3, 2, 0.4f, 11, 10, 41, 20)));
    assertThat(comparison.pairs()).isEqualTo(1);
    assertThat(comparison.pixels()).isCloseTo(2, within(1e-6));
    assertThat(comparison.confidence()).isCloseTo(0.1, within(1e-6));
    assertThat(comparison.agrees()).isTrue();
  }

  @Test
  void boxesElsewhereOrOfOtherClassesAreNoPairs() {
    for (Box other :
        List.of(
            new Box(4, 2, 0.5f, 10, 10, 40, 20),
            new Box(3, 1, 0.5f, 10, 10, 40, 20),
            new Box(3, 2, 0.5f, 20, 10, 40, 20))) {
      DetectionComparison comparison = compare(found(CAR), found(other));
      assertThat(comparison.pairs()).isZero();
      assertThat(comparison.agrees()).isFalse();
      assertThat(comparison.text())
          .contains("road.mp4, 5 frames (one in 5, at most 60), yolo: ", "WRONG");
    }
  }

  @Test
  void eachHasOnePartner() {
    assertThat(compare(found(CAR, CAR), found(CAR)).pairs()).isEqualTo(1);
    assertThat(compare(found(CAR), found(CAR, CAR)).agrees()).isFalse();
    assertThat(compare(found(), found()).agrees()).isTrue();
  }

  @Test
  void withoutPairsNoDifferenceIsShown() throws Exception {
    DetectionComparison comparison = compare(found(), found());
    assertThat(comparison.text())
        .contains("0 pairs; boxes differ by - pixels at most, confidences by -, for there is");
    assertThat(IndentedJson.of(comparison)).contains("\"pixels\" : null");
  }

  private static DetectionComparison compare(Found processor, Found device) {
    return DetectionComparison.of("road.mp4", "yolo", processor, device);
  }

  private static Found found(Box... boxes) {
    return new Found(5, new ArrayList<>(List.of(boxes)));
  }
}
