package io.euge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.detection.Detection;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdTest {
  private static final GroundTruth CROWD = new GroundTruth("car", 0, 0, 100, 100, true, true);

  private static Detection car(float confidence, float x, float width) {
    return new Detection("car", 0, confidence, x, 0, width, 10);
  }

  private static Score score(GroundTruth truth, Detection... found) {
    return Evaluation.of(List.of(new Image(List.of(truth), List.of(found))), Rules.STANDARD)
        .overall();
  }

  @Test
  void anyNumberOfDetectionsMayLieInACrowd() {
    assertThat(score(CROWD, car(0.9f, 0, 10), car(0.8f, 40, 10))).isEqualTo(new Score(0, 0, 0));
  }

  @Test
  void aDetectionMustLieInTheCrowdByThePartThatIsAskedFor() {
    assertThat(CROWD.iou(car(0.9f, 90, 40))).isEqualTo(0.25);
    assertThat(score(CROWD, car(0.9f, 90, 40)).wrong()).isEqualTo(1);
  }

  @Test
  void anIgnoredObjectThatIsNoCrowdIsTakenOnce() {
    GroundTruth ignored = new GroundTruth("car", 0, 0, 10, 10, true);
    assertThat(score(ignored, car(0.9f, 0, 10), car(0.8f, 0, 10)).wrong()).isEqualTo(1);
  }

  @Test
  void aCrowdNeedNotBeFound() {
    assertThatThrownBy(() -> new GroundTruth("car", 0, 0, 1, 1, false, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
