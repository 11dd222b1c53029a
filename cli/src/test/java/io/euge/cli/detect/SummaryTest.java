package io.euge.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  @TempDir Path folder;

  @Test
  void theCountsAreSummarized() {
    assertThat(DetectionSummary.found(Map.of("car", 1126L), 323))
        .isEqualTo("1,126 car detections in 323 frames");
    assertThat(DetectionSummary.found(Map.of("car", 1L), 1))
        .isEqualTo("1 car detection in 1 frame");
    assertThat(DetectionSummary.found(Map.of("car", 5L, "bus", 2L), 3))
        .isEqualTo("7 detections in 3 frames");
    assertThat(DetectionSummary.found(Map.of(), 3)).isEqualTo("0 detections in 3 frames");
  }

  @Test
  void theSpeedIsThatOfDetectionAndLeftOutOfATinyJob() {
    assertThat(DetectionSummary.speed(600, 10, 14))
        .isEqualTo(
            "60.0 frames/s in 10.0 s of detection; 14.0 s from Spark's start to the written table");
    assertThat(DetectionSummary.speed(6, 4.9, 9))
        .isEqualTo("9.0 s from Spark's start to the written table");
  }

  @Test
  void aModelWithOtherClassesThanVehiclesCausesAdviceOnClasses() {
    assertThat(ClassesAdvice.of(List.of("toilet", "truck", "person", "car")))
        .hasValueSatisfying(
            advice ->
                assertThat(advice).contains("found toilet too").endsWith("--classes car,truck"));
    assertThat(ClassesAdvice.of(List.of("car", "person", "traffic light"))).isEmpty();
    assertThat(ClassesAdvice.of(List.of("cat", "sofa"))).as("no road").isEmpty();
  }

  @Test
  void theModelDemoWarnsOfRecordings() throws IOException {
    Path drawn = Files.createFile(folder.resolve("day 1.mp4"));
    Files.createFile(folder.resolve("day 1.truth.json"));
    Path recorded = Files.createFile(folder.resolve("road.mp4"));
    assertThat(DemoModel.warning(List.of("file:" + drawn))).isEmpty();
    assertThat(DemoModel.warning(List.of("file:" + drawn, "file:" + recorded)))
        .hasValueSatisfying(warning -> assertThat(warning).contains("road.mp4", "models list"));
    assertThat(DemoModel.warning(List.of("s3a://bucket/a.mp4"))).isPresent();
    assertThat(DemoModel.is("Demo")).isTrue();
  }
}
