package io.euge.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.bench.demo.DemoEvaluation.OfClip;
import io.euge.bench.table.FoundFrame;
import io.euge.detection.Detection;
import io.euge.traffic.Conditions;
import io.euge.traffic.Kind;
import io.euge.traffic.Scene;
import io.euge.traffic.Sighting;
import io.euge.traffic.Truth;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoEvaluationTest {
  private static final Sighting CAR = new Sighting(1, Kind.CAR, 10, 10, 40, 30, 1, 0, true);
  private static final Sighting BUS = new Sighting(2, Kind.BUS, 100, 50, 80, 60, 0.9, 1, false);
  private static final Sighting HIDDEN = new Sighting(3, Kind.CAR, 200, 10, 40, 30, 0.1, 0, true);

  /** Three frames at two a second: a car; a car and a bus; a car that is hardly seen. */
  private static final Truth TRUTH =
      new Truth(
          Scene.EDITION,
          "day.mp4",
          800_000,
          Conditions.DAY,
          640,
          360,
          2,
          List.of(
              new Truth.Frame(0, List.of(CAR)),
              new Truth.Frame(1, List.of(CAR, BUS)),
              new Truth.Frame(2, List.of(HIDDEN))),
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

  private static FoundFrame frame(long index, Detection... found) {
    return new FoundFrame("day.mp4", index, index / 2.0, 640, 360, List.of(found));
  }

  private static Detection car(float x) {
    return new Detection("car", 0, 0.9f, x, 10, 40, 30);
  }
}
