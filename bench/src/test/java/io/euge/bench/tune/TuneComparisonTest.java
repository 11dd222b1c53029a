package io.euge.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.euge.bench.tune.TuneComparison.Round;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuneComparisonTest {
  @Test
  void theMedianPredictionIsComparedWithWhatJobsTook() {
    TuneComparison result =
        new TuneComparison(
            "yolo",
            "road.mp4",
            120,
            List.of(new Round(30, 60), new Round(54, 60), new Round(66, 60)));
    assertThat(result.ratio()).isCloseTo(0.9, within(1e-9));
    assertThat(result.isWithinGoal()).isTrue();
    assertThat(result.text())
        .contains("predicted   30.0 s, took   60.0 s: 0.50 of it", "median 0.90, within 15 %");
    assertThat(new TuneComparison("yolo", "a", 1, List.of(new Round(120, 100))).isWithinGoal())
        .isFalse();
  }

  @Test
  void whatAJobTookIsReadFromItsSummary() {
    assertThat(
            TuneBenchmark.seconds(
                "60.0 frames/s in 10.0 s of detection; 14.1 s from Spark's start to the written table"))
        .isEqualTo(14.1);
    assertThatThrownBy(() -> TuneBenchmark.seconds("nothing"))
        .hasMessageContaining("did not print");
  }
}
