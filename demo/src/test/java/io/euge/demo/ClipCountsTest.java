package io.euge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.table.DetectionRow;
import io.euge.detection.Detection;
import io.euge.evaluation.groundtruth.LaneLine;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.evaluation.groundtruth.VideoGroundTruth.LineCrossing;
import io.euge.traffic.Conditions;
import io.euge.traffic.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipCountsTest {
  private static VideoGroundTruth truth(LineCrossing... crossings) {
    return new VideoGroundTruth(
        Scene.EDITION,
        "day.mp4",
        1,
        Conditions.DAY.name(),
        640,
        360,
        25,
        List.of(),
        List.of(),
        List.of(new LaneLine("lane 0", 0, false, 0, 200, 300, 200)),
        List.of(crossings));
  }

  private static List<DetectionRow> driving(double fromRow) {
    List<DetectionRow> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      float y = (float) (fromRow + 4 * i - 60);
      rows.add(
          new DetectionRow(
              "file:/a/day.mp4",
              i,
              i / 25.0,
              640,
              360,
              List.of(
                  new Detection("car", 0, 0.9f, 100, y, 80, 60),
                  new Detection("van", 1, 0.4f, 101, y, 80, 60))));
    }
    Collections.reverse(rows);
    return rows;
  }

  @Test
  void aVehicleFoundAsTwoClassesCountsOnceInItsDirection() {
    ClipCounts counts =
        ClipCounts.of(
            truth(new LineCrossing("lane 0", LaneLine.TOWARDS, 1, 7, "CAR")), driving(100));
    assertThat(counts.lanes())
        .containsExactly(new ClipCounts.OfLane("lane 0", LaneLine.TOWARDS, 1, 1));
    assertThat(counts.tracks().count()).isEqualTo(1);
    assertThat(counts.tracks().labels()).containsExactly("car");
  }

  @Test
  void aCrossingThatWasMissedIsThere() {
    ClipCounts counts =
        ClipCounts.of(truth(new LineCrossing("lane 0", LaneLine.AWAY, 1, 7, "CAR")), List.of());
    assertThat(counts.lanes())
        .containsExactly(new ClipCounts.OfLane("lane 0", LaneLine.AWAY, 0, 1));
  }
}
