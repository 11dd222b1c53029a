package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.EngineType;
import io.euge.inference.Precision;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.openvino.OpenVinoEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.testing.OpenVinoInstallation;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real networks of other tools find what ONNX Runtime and NumPy find with them in Python. */
class GoldenDetectionsIT {
  private static final Set<Long> FRAMES = Set.of(30L, 130L, 230L);
  private static final double SURE = 0.38;
  private static final double VERY_SURE = 0.58;

  @TempDir static Path folder;

  private record Box(
      long frame, String label, double score, double x, double y, double right, double bottom) {
    /** Returns the IoU with a box of the same frame and label; -1 if the scores differ more. */
    double iou(Box other, double difference) {
      double width = Math.min(right, other.right) - Math.max(x, other.x);
      double height = Math.min(bottom, other.bottom) - Math.max(y, other.y);
      double both = Math.max(0, width) * Math.max(0, height);
      return frame == other.frame
              && label.equals(other.label)
              && Math.abs(score - other.score) <= difference
          ? both / (area() + other.area() - both)
          : -1;
    }

    private double area() {
      return (right - x) * (bottom - y);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolov5n_640_fp16w.onnx",
        "yolov5n_320_int8dyn_4out.onnx",
        "yolov8n_640_int8qdq.onnx",
        "yolov8n-seg_320_int8dyn.onnx",
        "yolo11n_320_int8dyn.onnx",
        "yolo26n_640_int8dyn_e2e.onnx",
        "yolox_nano_416.onnx",
        "nanodet_m_416.onnx",
        "yolo-fastestv2_352.onnx",
        "fastestdet_352.onnx",
        "deimv2_atto_320_int8dyn.onnx"
      })
  void aModelFindsWhatItsReferenceFinds(String model) throws IOException {
    assertGolden(model, new OnnxRuntimeEngine(), EngineOptions.DEFAULT);
  }

  /** Of each kind of numbers and of operators one: int8 is slow to compile. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolov5n_640_fp16w.onnx",
        "yolov8n_640_int8qdq.onnx",
        "yolo11n_320_int8dyn.onnx",
        "yolox_nano_416.onnx",
        "nanodet_m_416.onnx",
        "yolo-fastestv2_352.onnx",
        "fastestdet_352.onnx"
      })
  void withOpenVinoItFindsTheSame(String model) throws IOException {
    Engine openVino =
        new OpenVinoEngine(Optional.empty(), Optional.of(OpenVinoInstallation.folder()));
    assertGolden(
        model, openVino, EngineOptions.DEFAULT.withEngine(EngineType.OPENVINO, Precision.F32));
  }

  private static void assertGolden(String model, Engine engine, EngineOptions options)
      throws IOException {
    List<Box> golden = golden(model);
    List<Box> found = detect(model, engine, options);
    List<Box> sure = golden.stream().filter(box -> box.score() >= SURE).toList();
    long partners = pairs(sure, found, 0.75, 0.1).size();
    int exact = 0;
    for (Pair pair : pairs(golden, found, 0.85, 0.08)) {
      exact += pair.golden().score() >= VERY_SURE ? 1 : 0;
      exact += pair.found().score() >= VERY_SURE ? 1 : 0;
    }
    long both =
        Stream.concat(golden.stream(), found.stream())
            .filter(box -> box.score() >= VERY_SURE)
            .count();
    System.out.printf(
        Locale.ROOT,
        "%s: %d of %d, very sure %d of %d%n",
        model,
        partners,
        sure.size(),
        exact,
        both);
    assertThat(partners).isGreaterThanOrEqualTo(7);
    assertThat((double) partners / sure.size()).isGreaterThanOrEqualTo(0.85);
    // A model of low confidences has none that are very sure.
    assertThat((double) exact).isGreaterThanOrEqualTo(0.95 * both);
  }

  private record Pair(Box golden, Box found, double iou) {}

  /** Returns each box with the nearest partner that no nearer box has. */
  private static List<Pair> pairs(
      List<Box> golden, List<Box> found, double iou, double difference) {
    List<Pair> possible = new ArrayList<>();
    for (Box one : golden) {
      for (Box other : found) {
        possible.add(new Pair(one, other, one.iou(other, difference)));
      }
    }
    possible.removeIf(pair -> pair.iou() < iou);
    possible.sort(Comparator.comparingDouble(Pair::iou).reversed());
    Set<Box> paired = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Pair> pairs = new ArrayList<>();
    for (Pair pair : possible) {
      if (!paired.contains(pair.golden()) && !paired.contains(pair.found())) {
        paired.add(pair.golden());
        paired.add(pair.found());
        pairs.add(pair);
      }
    }
    return pairs;
  }

  private static List<Box> golden(String model) throws IOException {
    List<Box> boxes = new ArrayList<>();
    for (String line : Files.readAllLines(Shared.file("data/onnx/golden_highway.csv"))) {
      String[] cells = line.split(",", -1);
      if (cells[0].equals(model)) {
        boxes.add(
            new Box(
                Long.parseLong(cells[1]),
                cells[3],
                Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6]),
                Double.parseDouble(cells[7]),
                Double.parseDouble(cells[8])));
      }
    }
    return boxes;
  }

  private static List<Box> detect(String model, Engine engine, EngineOptions options) {
    List<Box> boxes = new ArrayList<>();
    String file = Shared.file("data/onnx/" + model).toString();
    try (SharedModels models = new SharedModels(engine);
        ModelLease lease =
            models.acquire(
                DetectionModels.in(folder).resolve(file),
                Device.CPU,
                options,
                SharingMode.PROCESS);
        VideoReader reader =
            VideoReader.open(
                Shared.highway(), DecodeOptions.DEFAULT.withSampling(Sampling.every(10)));
        Detector detector = new Detector(lease, new DetectionOptions(0.2f, 0.5f, List.of()));
        Detections found = detector.detect(reader)) {
      while (found.hasNext()) {
        FrameDetections frame = found.next();
        if (FRAMES.contains(frame.frame())) {
          frame.detections().forEach(box -> boxes.add(box(frame.frame(), box)));
        }
      }
    }
    return boxes;
  }

  private static Box box(long frame, Detection box) {
    return new Box(
        frame,
        box.label(),
        box.confidence(),
        box.x(),
        box.y(),
        box.x() + box.width(),
        box.y() + box.height());
  }
}
