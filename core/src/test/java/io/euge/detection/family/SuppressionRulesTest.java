package io.euge.detection.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.Suppression;
import io.euge.model.Model;
import io.euge.model.ModelMetadata;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.TensorSpec;
import io.euge.video.Canvas;
import io.euge.video.Letterbox;
import io.euge.video.Resampling;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way from the options to the boxes of a frame that are kept, for both kinds of heads. */
class SuppressionRulesTest {
  private static final Letterbox LETTERBOX =
      Letterbox.of(100, 100, 1, new Canvas(100, 100, Canvas.Fit.STRETCHED, 0, Resampling.LINEAR));

  /** Two cars and a dog nearly in the same place, and a car elsewhere, of falling confidence. */
  private static final float[][] BOXES = {
    {50, 50, 40, 20, 0.9f, 0},
    {51, 50, 40, 20, 0.8f, 0},
    {50, 51, 40, 20, 0.7f, 1},
    {20, 20, 10, 10, 0.6f, 0}
  };

  @ParameterizedTest
  @CsvSource({
    "yolov8, DEFAULT, 10, 0.9 0.7 0.6",
    "yolov8, CLASS, 10, 0.9 0.7 0.6",
    "yolov8, ALL, 10, 0.9 0.6",
    "yolov8, NONE, 10, 0.9 0.8 0.7 0.6",
    "yolov8, NONE, 3, 0.9 0.8 0.7",
    "yolov8, DEFAULT, 1, 0.9",
    "end-to-end, DEFAULT, 10, 0.9 0.8 0.7 0.6",
    "end-to-end, CLASS, 10, 0.9 0.7 0.6",
    "end-to-end, ALL, 10, 0.9 0.6",
    "end-to-end, NONE, 10, 0.9 0.8 0.7 0.6",
    "end-to-end, DEFAULT, 2, 0.9 0.8"
  })
  void theOptionChoosesTheRuleAndTheHeadItsDefault(
      String family, Suppression suppression, int most, String kept) {
    boolean endToEnd = family.equals("end-to-end");
    Model model =
        endToEnd
            ? model(
                "end-to-end output=out rows=4 numbers=6 classes=2 unit=false",
                TensorSpec.ofFrames("out", ElementType.FLOAT, 4, 6))
            : model(
                "yolov8 output=out channels=6 boxes=4 classes=2 unit=false",
                TensorSpec.ofFrames("out", ElementType.FLOAT, 6, 4));
    FloatBuffer output = endToEnd ? rows() : columns();
    FrameDetections found =
        new FramePostprocessor(
                model, new DetectionOptions(0.5f, 0.45f, List.of(), suppression, most))
            .process(index -> output, 0, LETTERBOX, 0, 0, 100, 100, 1);
    assertThat(found.detections().stream().map(box -> Float.toString(box.confidence())))
        .containsExactly(kept.split(" "));
  }

  private static FloatBuffer rows() {
    FloatBuffer rows = FloatBuffer.allocate(24);
    for (float[] box : BOXES) {
      rows.put(box[0] - box[2] / 2).put(box[1] - box[3] / 2);
      rows.put(box[0] + box[2] / 2).put(box[1] + box[3] / 2).put(box[4]).put(box[5]);
    }
    return rows;
  }

  private static FloatBuffer columns() {
    FloatBuffer columns = FloatBuffer.allocate(24);
    for (int i = 0; i < 4; i++) {
      for (int number = 0; number < 4; number++) {
        columns.put(4 * number + i, BOXES[i][number]);
      }
      columns.put(4 * (4 + (int) BOXES[i][5]) + i, BOXES[i][4]);
    }
    return columns;
  }

  private static Model model(String head, TensorSpec output) {
    List<String> labels = List.of("car", "dog");
    return new Model(
        "m",
        Path.of("/m.onnx"),
        "0",
        1,
        InputSpec.rgbBytes("images", 100, 100, FrameFit.DARKNET, true),
        List.of(output),
        labels,
        ModelMetadata.describe("m", List.of(head), labels));
  }
}
