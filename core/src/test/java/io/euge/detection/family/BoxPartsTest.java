package io.euge.detection.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.detection.DetectionFields;
import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.Keypoint;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Recognition;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.importing.OutputUse;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.TensorSpec;
import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What follows the classes of a box: keypoints and the coefficients of masks, in three families.
 */
class BoxPartsTest {
  /** A frame of 200x100 in an input of 100x100: half the size, 25 rows of bars above and below. */
  private static final Letterbox LETTERBOX = Letterbox.of(200, 100, 100, 100);

  @Test
  void keypointsOfAChannelsFirstHeadAreInPixelsOfTheFrame() {
    Model model =
        model(
            "yolov8 output=out channels=11 boxes=2 classes=1 unit=false keypoints=2 keypoint_numbers=3",
            TensorSpec.ofFrames("out", ElementType.FLOAT, 11, 2));
    FrameDetections found =
        find(model, channels(2, 1, 50, 50, 20, 10, 0.9f, 45, 50, 0.75f, 55, 25, 0.5f));
    assertThat(found.keypointCount()).isEqualTo(2);
    assertThat(found.detections().get(0).keypoints())
        .containsExactly(new Keypoint(90, 50, 0.75f), new Keypoint(110, 0, 0.5f));
    assertThat(found.mask(0)).isNull();
  }

  @Test
  void keypointsInFractionsOfTheInputAreScaled() {
    Model model =
        model(
            "yolov8 output=out channels=7 boxes=1 classes=1 unit=true keypoints=1 keypoint_numbers=2",
            TensorSpec.ofFrames("out", ElementType.FLOAT, 7, 1));
    FrameDetections found = find(model, channels(1, 0, 0.5f, 0.5f, 0.2f, 0.1f, 0.9f, 0.25f, 0.5f));
    Keypoint point = found.keypoint(0, 0);
    assertThat(point.x()).isEqualTo(50);
    assertThat(point.y()).isEqualTo(50);
    assertThat(point.isScored()).isFalse();
  }

  @Test
  void rowsOfYoloV5AndEndToEndHeadsHaveThemBehindTheirClasses() {
    Model v5 =
        model(
            "yolov5 output=out boxes=1 numbers=9 classes=1 unit=false keypoints=1 keypoint_numbers=3",
            TensorSpec.ofFrames("out", ElementType.FLOAT, 1, 9));
    assertThat(find(v5, FloatBuffer.wrap(new float[] {50, 50, 20, 10, 1, 0.9f, 45, 50, 1})))
        .extracting(found -> found.keypoint(0, 0))
        .isEqualTo(new Keypoint(90, 50, 1));
    Model endToEnd =
        model(
            "end-to-end output=out rows=1 numbers=9 classes=1 unit=false keypoints=1 keypoint_numbers=3",
            TensorSpec.ofFrames("out", ElementType.FLOAT, 1, 9));
    assertThat(find(endToEnd, FloatBuffer.wrap(new float[] {40, 45, 60, 55, 0.9f, 0, 45, 50, 1})))
        .extracting(found -> found.keypoint(0, 0))
        .isEqualTo(new Keypoint(90, 50, 1));
  }

  @Test
  void masksAreMadeOfThePrototypesOfTheSameFrame() {
    Model model =
        model(
            "yolov8 output=out channels=6 boxes=1 classes=1 unit=false prototypes=proto coefficients=1 mask_height=2 mask_width=2",
            TensorSpec.ofFrames("out", ElementType.FLOAT, 6, 1),
            TensorSpec.ofFrames("proto", ElementType.FLOAT, 1, 2, 2));
    float[] box = {50, 50, 20, 10, 0.9f, 1};
    List<FloatBuffer> outputs =
        List.of(
            FloatBuffer.wrap(concatenated(box, box)),
            FloatBuffer.wrap(new float[] {-1, -1, -1, -1, 1, 1, 1, 1}));
    FramePostprocessor postprocessor =
        new FramePostprocessor(model, DetectionOptions.DEFAULT, DetectionFields.ALL_OUTPUTS);
    for (int slot = 0; slot < 2; slot++) {
      FrameDetections found =
          postprocessor.process(outputs::get, slot, LETTERBOX, slot, 0, 200, 100, 1);
      assertThat(found.mask(0).area()).isEqualTo(slot * 40L * 20);
      assertThat(found.keypointCount()).isZero();
    }
  }

  @Test
  void onlyRequestedFieldsAreRead() {
    Model model =
        model(
            "yolov8 output=out channels=8 boxes=1 classes=1 unit=false keypoints=1 keypoint_numbers=3",
            TensorSpec.ofFrames("out", ElementType.FLOAT, 8, 1));
    // Would fail if it were read.
    FloatBuffer output = channels(1, 0, 50, 50, 20, 10, 0.9f, Float.NaN, 5, 5);
    assertThat(
            new FramePostprocessor(model, DetectionOptions.DEFAULT)
                .process(slot -> output, 0, LETTERBOX, 0, 0, 200, 100, 1)
                .keypointCount())
        .isZero();
    assertThatThrownBy(() -> find(model, output))
        .isInstanceOf(NonFiniteOutputException.class)
        .hasMessageContaining("frame 7")
        .hasMessageContaining("NaN");
  }

  @Test
  void aModelSaysWhatItFinds() {
    assertThat(
            DetectionModels.fieldsOf(
                model(
                    "yolov8 output=out channels=8 boxes=1 classes=1 unit=false keypoints=1 keypoint_numbers=3",
                    TensorSpec.ofFrames("out", ElementType.FLOAT, 8, 1))))
        .isEqualTo(new DetectionFields(true, false, false));
  }

  @Test
  void aDescriptionThatTheGraphContradictsIsRefused() {
    for (String parts :
        List.of(
            "keypoints=2 keypoint_numbers=3",
            "keypoints=1 keypoint_numbers=4",
            "prototypes=nowhere coefficients=1 mask_height=2 mask_width=2",
            "prototypes=out coefficients=1 mask_height=2",
            "keypoints=-1 keypoint_numbers=3")) {
      assertThatThrownBy(
              () ->
                  Heads.of(
                      model(
                          "yolov8 output=out channels=8 boxes=1 classes=1 unit=false " + parts,
                          TensorSpec.ofFrames("out", ElementType.FLOAT, 8, 1))))
          .as(parts)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("import the model again");
    }
  }

  @Test
  void exportsOfPosesAndSegmentationsAreRecognized() {
    assertThat(recognized(Map.of("kpt_shape", "[4, 2]"), 1, frames("a", 4 + 1 + 8, 189)))
        .contains("keypoints=4 keypoint_numbers=2");
    assertThat(recognized(Map.of(), 1, frames("a", 4 + 1 + 51, 189)))
        .contains("keypoints=17 keypoint_numbers=3");
    assertThat(recognized(Map.of("end2end", "True"), 1, frames("a", 300, 57)))
        .contains("keypoints=17 keypoint_numbers=3");
    assertThat(recognized(Map.of(), 2, frames("a", 300, 38), frames("p", 32, 24, 24)))
        .contains("prototypes=euge_p coefficients=32 mask_height=24 mask_width=24");
    assertThat(recognized(Map.of(), 80, frames("a", 4 + 80 + 32, 189), frames("p", 32, 24, 24)))
        .contains("prototypes=euge_p coefficients=32");
    assertThat(recognized(Map.of(), 80, frames("a", 567, 5 + 80 + 32), frames("p", 32, 24, 24)))
        .contains("yolov5", "prototypes=euge_p coefficients=32");
    assertThat(recognized(Map.of(), 80, frames("a", 84, 189))).doesNotContain("key", "proto");
  }

  @Test
  void thePrototypesAreKeptAsAnOutput() {
    Recognition recognition =
        Heads.recognize(graph(Map.of(), 80, frames("a", 116, 189), frames("p", 32, 24, 24)))
            .stream()
            .flatMap(List::stream)
            .findFirst()
            .orElseThrow();
    assertThat(recognition.outputs())
        .containsExactly(OutputUse.fixed("a", 116, 189), OutputUse.fixed("p", 32, 24, 24));
  }

  private static String recognized(Map<String, String> metadata, int named, TensorSpec... outputs) {
    return Heads.recognize(graph(metadata, named, outputs)).stream()
        .flatMap(List::stream)
        .findFirst()
        .orElseThrow()
        .head()
        .lines()
        .get(0);
  }

  private static ForeignGraph graph(
      Map<String, String> metadata, int named, TensorSpec... outputs) {
    return new ForeignGraph(
        metadata, Set.of(), List.of(outputs), List.of(), 96, 96, OptionalInt.of(named));
  }

  private static TensorSpec frames(String name, long... shape) {
    return TensorSpec.ofFrames(name, ElementType.FLOAT, shape);
  }

  private static FrameDetections find(Model model, FloatBuffer output) {
    return new FramePostprocessor(model, DetectionOptions.DEFAULT, DetectionFields.ALL_OUTPUTS)
        .process(index -> output, 0, LETTERBOX, 7, 0, 200, 100, 1);
  }

  /** One box among others whose numbers are zero, channel by channel. */
  private static FloatBuffer channels(int boxes, int at, float... box) {
    FloatBuffer output = FloatBuffer.allocate(boxes * box.length);
    for (int i = 0; i < box.length; i++) {
      output.put(i * boxes + at, box[i]);
    }
    return output;
  }

  private static float[] concatenated(float[] one, float[] other) {
    return FloatBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  private static Model model(String head, TensorSpec... outputs) {
    List<String> labels = List.of("person");
    return new Model(
        "m",
        Path.of("/m.onnx"),
        "0",
        1,
        InputSpec.rgbBytes("images", 100, 100, FrameFit.DARKNET, true),
        List.of(outputs),
        labels,
        ModelMetadata.describe("m", List.of(head), labels));
  }
}
