package io.euge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.cli.table.DetectionRow;
import io.euge.demo.DemoEvaluation.OfClip;
import io.euge.detection.Detection;
import io.euge.evaluation.groundtruth.ObjectGroundTruth;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.traffic.Conditions;
import io.euge.traffic.Kind;
import io.euge.traffic.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoEvaluationTest {
  private static final ObjectGroundTruth CAR =
      new ObjectGroundTruth(1, Kind.CAR.name(), 10, 10, 40, 30, 1, 0, true);
  private static final ObjectGroundTruth BUS =
      new ObjectGroundTruth(2, Kind.BUS.name(), 100, 50, 80, 60, 0.9, 1, false);
  private static final ObjectGroundTruth HIDDEN =
      new ObjectGroundTruth(3, Kind.CAR.name(), 200, 10, 40, 30, 0.1, 0, true);

  /** Three frames at two a second: a car; a car and a bus; a car that is hardly seen. */
  private static final VideoGroundTruth TRUTH =
      new VideoGroundTruth(
          Scene.EDITION,
          "day.mp4",
          800_000,
          Conditions.DAY.name(),
          640,
          360,
          2,
          List.of(
              new VideoGroundTruth.Frame(0, List.of(CAR), List.of()),
              new VideoGroundTruth.Frame(1, List.of(CAR, BUS), List.of()),
              new VideoGroundTruth.Frame(2, List.of(HIDDEN), List.of())),
          List.of(),
          List.of(),
          List.of());

  @Test
  void vehiclesInViewAreCountedSecondBySecond() {
    DemoEvaluation judgement =
        DemoEvaluation.of(
            List.of(TRUTH),
            List.of(frame(0, car(10)), frame(1, car(10), car(400)), frame(2, car(200))));
    OfClip clip = judgement.clips().get(0);
    assertThat(clip.there()).containsExactly(1.5, 0.0);
    assertThat(clip.found())
        .as("the wrong one counts, the hidden one does not")
        .containsExactly(1.5, 0.0);
    assertThat(clip.busiest()).isEqualTo(1);
    assertThat(judgement.overall().overall().truths()).isEqualTo(3);
    assertThat(judgement.overall().overall().found()).isEqualTo(2);
    assertThat(judgement.overall().overall().wrong()).isEqualTo(1);
    assertThat(clip.evaluation().map50()).isEqualTo(judgement.overall().map50());
  }

  @Test
  void whatIsLowerThanAllThatMustBeFoundCountsNeitherWay() {
    Detection low = new Detection("car", 0, 0.9f, 400, 100, 20, 17);
    DemoEvaluation judgement =
        DemoEvaluation.of(List.of(TRUTH), List.of(frame(0, car(10), low), frame(1), frame(2)));
    assertThat(judgement.overall().overall().wrong()).isZero();
    assertThat(judgement.clips().get(0).found()).containsExactly(0.5, 0.0);
  }

  @Test
  void aFrameThatIsNotInTheTableIsNoFrameWithoutVehicles() {
    assertThatThrownBy(() -> DemoEvaluation.of(List.of(TRUTH), List.of(frame(0), frame(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("2 frames in the table, not 3");
    assertThatThrownBy(
            () -> DemoEvaluation.of(List.of(TRUTH), List.of(frame(0), frame(1), frame(3))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No row for frame 2 of day.mp4");
  }

  private static DetectionRow frame(long index, Detection... found) {
    return new DetectionRow("day.mp4", index, index / 2.0, 640, 360, List.of(found));
  }

  private static Detection car(float x) {
    return new Detection("car", 0, 0.9f, x, 10, 40, 30);
  }
}
