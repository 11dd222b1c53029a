package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Preprocessing;
import io.euge.model.importing.PreprocessingKeys;
import io.euge.testing.OneSentence;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.decode.VideoReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trained models that have no reference of their own, and models of other kinds. */
class OtherModelsIT {
  @TempDir static Path folder;

  /** Both have the same weights, with suppression in the graph: one finds what the other does. */
  @Test
  void oneNetworkBehindTwoOutputsFindsTheSame() {
    List<FrameDetections> rows = detect("derived_fastestdet_352_nms_n7.onnx", List.of());
    List<FrameDetections> tables = detect("derived_fastestdet_352_tfssd_io.onnx", List.of());
    List<FrameDetections> raw = detect("fastestdet_352.onnx", List.of());
    int[] same = partners(rows, tables, 0.95, 0.01);
    int[] back = partners(tables, rows, 0.95, 0.01);
    int[] ofRaw = partners(rows, raw, 0.5, 0.4);
    System.out.printf(
        "nms-rows in tensorflow %d of %d, back %d of %d, in fastestdet %d of %d%n",
        same[0], same[1], back[0], back[1], ofRaw[0], ofRaw[1]);
    assertThat(same[0]).isGreaterThan(30).isGreaterThanOrEqualTo(95 * same[1] / 100);
    assertThat(back[0]).isGreaterThanOrEqualTo(95 * back[1] / 100);
    assertThat(ofRaw[0]).isGreaterThanOrEqualTo(80 * ofRaw[1] / 100);
  }

  @Test
  void facesAreFoundByAnSsd() {
    List<FrameDetections> found =
        detect("ultraface_rfb_320.onnx", List.of("face"), "data/roads/street-640x352.mp4");
    // By ONNX Runtime and OpenCV in Python: frame, score, left, top, width and height.
    double[][] reference = {
      {0, 0.76415, 286.123, 140.172, 50.438, 34.408}, {60, 0.77935, 289.304, 136.232, 51.25, 39.64}
    };
    for (double[] face : reference) {
      FrameDetections frame =
          found.stream().filter(each -> each.frame() == face[0]).findFirst().orElseThrow();
      Detection best = frame.detections().get(0);
      assertThat(best.label()).isEqualTo("face");
      assertThat(new double[] {best.confidence(), best.x(), best.y(), best.width(), best.height()})
          .containsExactly(Arrays.copyOfRange(face, 1, 6), within(0.02));
    }
  }

  @Test
  void aNetworkOfFallsIsReadAsNanoDetPlus() {
    Model model = model("nanodet-plus-05x_320x256_fall.onnx", List.of("fall", "other"));
    assertThat(model.metadata().values()).anyMatch(line -> line.startsWith("nanodet "));
    assertThat(model.input().width()).isEqualTo(256);
    assertThat(detect("nanodet-plus-05x_320x256_fall.onnx", List.of("fall", "other"))).hasSize(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "osnet_x0_25_msmt17_reid.onnx | are those of a network for classification or embeddings",
        "cct_xs_v1_global_plate_ocr.onnx | Identity:0 float [unk__425, 9, 37] match no known model family",
        "yunet_face.onnx | obj_32 float [1, anchors, 1] and 6 more match no known model family",
        "nms-yolov5.onnx | none of its inputs is an image of three channels",
        "nms-yolov8.onnx | none of its inputs is an image of three channels"
      })
  void aModelOfAnotherKindIsRefusedByWhatItIs(String name, String words) {
    assertThatThrownBy(() -> model(name, List.of()))
        .isInstanceOfSatisfying(ModelException.class, OneSentence::of)
        .hasMessageContaining(words);
  }

  /** Returns how many boxes have a partner, and how many there are. */
  private static int[] partners(
      List<FrameDetections> found, List<FrameDetections> others, double iou, double difference) {
    int[] counts = new int[2];
    for (int i = 0; i < found.size(); i++) {
      List<Detection> near = others.get(i).detections();
      for (Detection box : found.get(i).detections()) {
        if (box.confidence() >= 0.4) {
          counts[1]++;
          counts[0] +=
              near.stream()
                      .anyMatch(
                          other ->
                              other.label().equals(box.label())
                                  && Math.abs(other.confidence() - box.confidence()) <= difference
                                  && iou(box, other) >= iou)
                  ? 1
                  : 0;
        }
      }
    }
    return counts;
  }

  private static double iou(Detection a, Detection b) {
    double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    double both = Math.max(0, width) * Math.max(0, height);
    return both / ((double) a.width() * a.height() + (double) b.width() * b.height() - both);
  }

  private static Model model(String name, List<String> labels) {
    ModelDescription said =
        new ModelDescription(
            Optional.empty(),
            Optional.of(labels).filter(given -> !given.isEmpty()),
            Optional.empty(),
            // Rows of seven numbers do not show which network they come from.
            name.contains("nms_n7")
                ? PreprocessingKeys.parse("fit=stretch,channels=BGR")
                : Preprocessing.NONE);
    return DetectionModels.in(folder).resolve(Shared.file("data/onnx/" + name).toString(), said);
  }

  private static List<FrameDetections> detect(String name, List<String> labels) {
    return detect(name, labels, "data/videos/highway.mp4");
  }

  private static List<FrameDetections> detect(String name, List<String> labels, String video) {
    List<FrameDetections> frames = new ArrayList<>();
    try (SharedModels models = new SharedModels(new OnnxRuntimeEngine());
        ModelLease lease = models.acquire(model(name, labels), Device.CPU);
        VideoReader reader =
            VideoReader.open(
                Shared.file(video), DecodeOptions.DEFAULT.withSampling(Sampling.every(30)));
        Detector detector = new Detector(lease, new DetectionOptions(0.25f, 0.45f, List.of()));
        Detections found = detector.detect(reader)) {
      while (found.hasNext()) {
        frames.add(found.next());
      }
    }
    return frames;
  }
}
