package io.euge.detection.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.head.Anchor;
import io.euge.detection.head.Head;
import io.euge.detection.head.yolo.YoloV3Head;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.TensorSpec;
import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadsTest {
  private static final String COARSE =
      "yolo output=coarse grid=1x2 classes=1 scale_x_y=1.0 new_coords=false anchors=40.0x80.0";
  private static final String FINE =
      "yolo output=fine grid=2x4 classes=1 scale_x_y=1.1 new_coords=true anchors=3.0x4.0,5.0x6.0";
  private static final TensorSpec COARSE_TENSOR =
      TensorSpec.ofFrames("coarse", ElementType.FLOAT, 6, 2, 1);
  private static final TensorSpec FINE_TENSOR =
      TensorSpec.ofFrames("fine", ElementType.FLOAT, 12, 4, 2);

  @Test
  void aDarknetNetworkIsRecognizedWithALayerForEachScale() {
    Head head = Heads.of(model(List.of(COARSE, FINE), COARSE_TENSOR, FINE_TENSOR));
    assertThat(head)
        .isEqualTo(
            new YoloV3Head(
                List.of(
                    new YoloV3Head.Layer("coarse", 1, 2, List.of(new Anchor(40, 80)), 1, 1, false),
                    new YoloV3Head.Layer(
                        "fine",
                        2,
                        4,
                        List.of(new Anchor(3, 4), new Anchor(5, 6)),
                        1,
                        1.1f,
                        true))));
    assertThat(head.family()).isEqualTo("yolo");
    assertThat(head.describe())
        .containsExactly(
            "coarse 1x2 cells, anchors 40x80, scale_x_y 1.00",
            "fine 2x4 cells, anchors 3x4 5x6, scale_x_y 1.10, new_coords");
  }

  @Test
  void outputsAreFoundByTheirNamesInAnyOrder() {
    // The graph has another output first, and no box in the fine layer.
    TensorSpec other = TensorSpec.ofFrames("other", ElementType.INT64, 1);
    Model model = model(List.of(COARSE, FINE), other, FINE_TENSOR, COARSE_TENSOR);
    float[] coarse = new float[12];
    Arrays.fill(coarse, 8, 10, -9);
    coarse[8] = 9;
    coarse[10] = 9;
    List<FloatBuffer> outputs =
        List.of(FloatBuffer.allocate(0), FloatBuffer.allocate(12 * 8), FloatBuffer.wrap(coarse));

    FrameDetections found =
        new FramePostprocessor(model, DetectionOptions.DEFAULT)
            .process(outputs::get, 0, Letterbox.of(100, 100, 100, 100), 7, 0.5, 100, 100, 1);

    assertThat(found.frame()).isEqualTo(7);
    assertThat(found.count()).isEqualTo(1);
    assertThat(found.detections().get(0).x()).isEqualTo(50 - 20);
    assertThat(found.detections().get(0).y()).isEqualTo(25 - 40);
  }

  @Test
  void aGraphWithoutADescriptionHasNoHead() {
    assertThat(Heads.find(Map.of())).isEmpty();
    assertThatThrownBy(() -> Heads.of(model(List.of(), COARSE_TENSOR)))
        .isInstanceOf(ModelException.class)
        .hasMessage("/m.onnx does not describe its head; import the model again");
  }

  @Test
  void anOutputOfAnotherTypeIsNotTheHeads() {
    TensorSpec half = TensorSpec.ofFrames("coarse", ElementType.FLOAT16, 6, 2, 1);
    assertThatThrownBy(() -> Heads.of(model(List.of(COARSE), half)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("describes a head coarse that its graph does not have");
  }

  private static Model model(List<String> head, TensorSpec... outputs) {
    List<String> labels = List.of("car");
    return new Model(
        "m",
        Path.of("/m.onnx"),
        "0",
        1,
        InputSpec.rgbBytes("images", 100, 100, FrameFit.DARKNET, true),
        List.of(outputs),
        labels,
        ModelMetadata.describe("m", head, labels));
  }
}
