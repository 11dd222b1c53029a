package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.model.store.ModelStore;
import io.euge.testing.DebianPython;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.decode.VideoReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What we find in real traffic is what an implementation finds that shares nothing with ours:
 * OpenCV's own Darknet importer, decoder and suppression.
 */
@ExtendWith(NoLeaks.class)
class ReferenceDetectionsIT {
  private static final Pattern DETECTION =
      Pattern.compile(
          "\"label\": \"([^\"]*)\", \"classId\": \\d+, \"confidence\": ([-\\d.e]+), \"x\":"
              + " ([-\\d.e]+), \"y\": ([-\\d.e]+), \"width\": ([-\\d.e]+), \"height\":"
              + " ([-\\d.e]+)");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"highway.mp4, 268", "car-detection.mp4, 377"})
  void everyTenthFrameOfARealVideoAgreesWithOpenCv(String video, int frames) {
    Path file = Shared.file("data/videos/" + video);
    Map<Long, List<Detection>> reference = reference(file);
    Map<Long, List<Detection>> ours = new HashMap<>();
    long count = 0;
    ModelStore store = DetectionModels.in(folder);
    try (SharedModels models = new SharedModels(new OnnxRuntimeEngine());
        ModelLease lease =
            models.acquire(
                store.resolve(Shared.model("yolo-fastest-1.1-xl.cfg").toString()), Device.CPU);
        VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT);
        Detector detector = new Detector(lease, DetectionOptions.DEFAULT);
        Detections found = detector.detect(reader)) {
      while (found.hasNext()) {
        FrameDetections frame = found.next();
        assertThat(frame.frame()).isEqualTo(count++);
        if (frame.frame() % 10 == 0) {
          ours.put(frame.frame(), List.copyOf(frame.detections()));
        }
      }
    }
    assertThat(count).isEqualTo(frames);
    assertThat(ours.keySet()).isEqualTo(reference.keySet());

    double found = matched(reference, ours);
    double real = matched(ours, reference);
    System.out.printf(
        "%s: %.2f %% of the reference are found, %.2f %% of ours are in the reference%n",
        video, 100 * found, 100 * real);
    assertThat(found).as("reference detections that we find").isGreaterThanOrEqualTo(0.97);
    assertThat(real).as("our detections that the reference has").isGreaterThanOrEqualTo(0.97);
  }

  /** The share of the confident detections in {@code these} that have a match in {@code those}. */
  private static double matched(
      Map<Long, List<Detection>> these, Map<Long, List<Detection>> those) {
    int confident = 0;
    int matched = 0;
    for (Map.Entry<Long, List<Detection>> frame : these.entrySet()) {
      for (Detection detection : frame.getValue()) {
        if (detection.confidence() >= 0.5) {
          confident++;
          if (those.get(frame.getKey()).stream().anyMatch(other -> same(detection, other))) {
            matched++;
          }
        }
      }
    }
    assertThat(confident).as("confident detections, or nothing is compared").isPositive();
    return (double) matched / confident;
  }

  private static boolean same(Detection a, Detection b) {
    return a.label().equals(b.label())
        && Math.abs(a.confidence() - b.confidence()) <= 0.1
        && iou(a, b) >= 0.85;
  }

  private static double iou(Detection a, Detection b) {
    double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    double both = Math.max(0, width) * Math.max(0, height);
    return both / (a.width() * a.height() + b.width() * b.height() - both);
  }

  private static Map<Long, List<Detection>> reference(Path video) {
    List<String> lines =
        DebianPython.run(
            Shared.file("tools/reference_detect.py"),
            video.toString(),
            Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
            Shared.model("yolo-fastest-1.1-xl.weights").toString(),
            Shared.model("coco.names").toString(),
            "--every",
            "10");
    Map<Long, List<Detection>> frames = new HashMap<>();
    for (String line : lines) {
      Matcher frame = Pattern.compile("\"frame\": (\\d+)").matcher(line);
      assertThat(frame.find()).as(line).isTrue();
      List<Detection> detections = new ArrayList<>();
      Matcher box = DETECTION.matcher(line);
      while (box.find()) {
        detections.add(
            new Detection(
                box.group(1),
                -1,
                Float.parseFloat(box.group(2)),
                Float.parseFloat(box.group(3)),
                Float.parseFloat(box.group(4)),
                Float.parseFloat(box.group(5)),
                Float.parseFloat(box.group(6))));
      }
      frames.put(Long.valueOf(frame.group(1)), detections);
    }
    return frames;
  }
}
