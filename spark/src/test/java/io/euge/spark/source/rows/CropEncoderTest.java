package io.euge.spark.source.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.FrameDetections;
import java.awt.Rectangle;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A crop is the part of the box that lies within the frame, in whole pixels. */
class CropEncoderTest {
  @ParameterizedTest
  @CsvSource({
    "10, 20, 30, 40, 30x40+10+20",
    "10.5, 20.5, 30, 40, 31x41+10+20",
    "-10, -20, 30, 40, 20x20+0+0",
    "150, 110, 30, 40, 10x10+150+110",
    "-50, 20, 50, 40, none",
    "160, 20, 30, 40, none",
    "10, -41, 30, 40, none",
    "1e18, -1e18, 1e19, 5, none",
    "10, 20, 0, 40, none"
  })
  void whatLiesOutsideTheFrameIsCutOff(
      float x, float y, float width, float height, String expected) {
    FrameDetections detections =
        new FrameDetections(
            0, 0, 160, 120, 1, List.of("car"), new int[1], new float[] {0.9f, x, y, width, height});
    Rectangle part = CropEncoder.visible(detections, 0, 160, 120);
    assertThat(
            part.isEmpty()
                ? "none"
                : "%dx%d+%d+%d".formatted(part.width, part.height, part.x, part.y))
        .isEqualTo(expected);
  }
}
