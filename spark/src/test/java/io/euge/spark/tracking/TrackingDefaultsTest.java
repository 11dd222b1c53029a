package io.euge.spark.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.conf.ReaderOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackingDefaultsTest {
  @Test
  void lowConfidencesAndOneBoxAVehicleAreTheDefault() {
    assertThat(TrackingDefaults.complete(Map.of(ReaderOptions.MODEL, "demo"), Map.of()))
        .containsOnly(
            Map.entry(ReaderOptions.MODEL, "demo"),
            Map.entry(ReaderOptions.CONFIDENCE, "0.1"),
            Map.entry(ReaderOptions.NMS, "vehicles"),
            Map.entry(ReaderOptions.IOU, "0.65"));
  }

  @Test
  void whatWasGivenWins() {
    assertThat(
            TrackingDefaults.complete(
                Map.of(ReaderOptions.CONFIDENCE, "0.3", ReaderOptions.NMS, "class"), Map.of()))
        .containsOnly(
            Map.entry(ReaderOptions.CONFIDENCE, "0.3"), Map.entry(ReaderOptions.NMS, "class"));
    assertThat(TrackingDefaults.complete(Map.of(ReaderOptions.IOU, "0.5"), Map.of()))
        .containsEntry(ReaderOptions.IOU, "0.5")
        .containsEntry(ReaderOptions.NMS, "vehicles");
  }

  @Test
  void settingsOfSparkWinToo() {
    assertThat(
            TrackingDefaults.complete(
                Map.of(), Map.of("spark.euge.confidence", "0.2", "spark.euge.nms", "none")))
        .isEmpty();
  }
}
