package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.model.store.ModelStore;
import io.euge.testing.NoLeaks;
import io.euge.testing.OnnxPython;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keypoints and masks of real models on real videos are those that ONNX Runtime in Python and a
 * plain NumPy decoder find for the same inputs, and do not depend on batches and threads.
 */
@ExtendWith(NoLeaks.class)
class InstancesReferenceIT {
  private static final int LEAST = 20;
  private static final float IOU = 0.45f;
  private static final Path SCRIPT = Path.of("src/test/resources/instances.py").toAbsolutePath();

  @TempDir static Path folder;

  private static Model pose;
  private static Model segmentation;

  /** An object of the reference: what follows its box are numbers of keypoints, or runs. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Reference(int classId, float confidence, double[] box, double[] parts) {}

  @BeforeAll
  static void resolve() {
    pose = model("yolo26n-pose_256_int8qdq.onnx");
    segmentation = model("yolov8n-seg_320_int8dyn.onnx");
  }

  @Test
  void keypointsAreThoseOfTheReference() throws IOException {
    Path video = Shared.file("data/roads/street-640x352.mp4");
    List<FrameDetections> ours = record(pose, video, 10, 0.1f, "pose");
    Map<Long, List<Reference>> reference =
        reference("yolo26n-pose_256_int8qdq.onnx", "pose", 0.1f, 1);
    int poses = 0;
    int near = 0;
    int points = 0;
    for (FrameDetections frame : ours) {
      for (Reference real : reference.getOrDefault(frame.frame(), List.of())) {
        int i = partner(frame, real);
        if (i >= 0) {
          poses++;
          assertThat(frame.keypointCount()).isEqualTo(17);
          for (int k = 0; k < 17; k++) {
            Keypoint point = frame.keypoint(i, k);
            points++;
            double distance =
                Math.hypot(point.x() - real.parts()[3 * k], point.y() - real.parts()[3 * k + 1]);
            boolean same =
                distance < 0.01 && Math.abs(point.confidence() - real.parts()[3 * k + 2]) < 1e-3;
            near += same ? 1 : 0;
          }
        }
      }
    }
    int found = ours.stream().mapToInt(FrameDetections::count).sum();
    int real = reference.values().stream().mapToInt(List::size).sum();
    System.out.printf(
        "poses: %d of %d and %d, points %d of %d%n", poses, real, found, near, points);
    assertThat(poses).isGreaterThanOrEqualTo(LEAST).isGreaterThanOrEqualTo(95 * found / 100);
    assertThat(poses).isGreaterThanOrEqualTo(95 * real / 100);
    assertThat(near).isGreaterThanOrEqualTo(98 * points / 100);
  }

  @Test
  void masksAreThoseOfTheReference() throws IOException {
    List<FrameDetections> ours = record(segmentation, Shared.highway(), 30, 0.25f, "seg");
    Map<Long, List<Reference>> reference =
        reference("yolov8n-seg_320_int8dyn.onnx", "seg", 0.25f, 0);
    int masks = 0;
    double worst = 1;
    for (FrameDetections frame : ours) {
      for (Reference real : reference.getOrDefault(frame.frame(), List.of())) {
        int i = partner(frame, real);
        if (i >= 0) {
          masks++;
          int[] runs = Arrays.stream(real.parts()).mapToInt(run -> (int) run).toArray();
          worst =
              Math.min(worst, iou(frame.mask(i), new Mask(frame.width(), frame.height(), runs)));
          assertThat(frame.mask(i).area()).isPositive();
        }
      }
    }
    int found = ours.stream().mapToInt(FrameDetections::count).sum();
    int real = reference.values().stream().mapToInt(List::size).sum();
    System.out.printf("masks: %d of %d and %d, IoU at least %.4f%n", masks, real, found, worst);
    assertThat(masks).isGreaterThanOrEqualTo(LEAST).isGreaterThanOrEqualTo(95 * found / 100);
    assertThat(masks).isGreaterThanOrEqualTo(95 * real / 100);
    assertThat(worst).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void batchesThreadsAndDecodingAheadChangeNoBit() {
    Path street = Shared.file("data/roads/street-640x352.mp4");
    for (Model model : List.of(pose, segmentation)) {
      List<Detection> one = all(detect(model, street, 60, 1, 0, 1));
      assertThat(one).isNotEmpty();
      assertThat(all(detect(model, street, 60, 4, 2, 2))).isEqualTo(one);
    }
  }

  @Test
  void fieldsThatAreNotRequestedAreMissing() {
    DecodeOptions options = DecodeOptions.DEFAULT.withSampling(Sampling.every(100));
    try (SharedModels models = new SharedModels(new OnnxRuntimeEngine());
        ModelLease lease = models.acquire(segmentation, Device.CPU);
        VideoReader reader = VideoReader.open(Shared.highway(), options);
        Detector detector = new Detector(lease, DetectionOptions.DEFAULT);
        Detections found = detector.detect(reader)) {
      FrameDetections frame = found.next();
      assertThat(frame.count()).isPositive();
      assertThat(frame.mask(0)).isNull();
      assertThat(frame.keypointCount()).isZero();
      assertThat(found.pixels()).isNull();
    }
  }

  @Test
  void withoutMasksTheGraphIsSmallerAndTheBoxesAreTheSame() {
    ModelStore store = DetectionModels.in(folder.resolve("cache"));
    DetectionFields boxes = DetectionFields.BOXES;
    Model narrow = DetectionModels.narrowed(store, segmentation, boxes);
    assertThat(narrow.outputs()).hasSize(1);
    assertThat(narrow.bytes()).isLessThan(segmentation.bytes());
    assertThat(narrow.name()).isEqualTo(segmentation.name());
    assertThat(DetectionModels.fieldsOf(narrow)).isEqualTo(boxes);
    assertThat(DetectionModels.narrowed(store, segmentation, boxes)).isEqualTo(narrow);
    assertThat(store.kept()).noneMatch(narrow::equals);
    assertThat(DetectionModels.narrowed(store, segmentation, DetectionFields.ALL_OUTPUTS))
        .isEqualTo(segmentation);
    assertThat(DetectionModels.narrowed(store, pose, boxes)).isEqualTo(pose);
    Path street = Shared.file("data/roads/street-640x352.mp4");
    List<FrameDetections> whole = detect(segmentation, street, 60, 1, 0, 1);
    List<FrameDetections> found = detect(narrow, street, 60, 1, 0, 1);
    assertThat(all(found)).isNotEmpty().allMatch(box -> box.mask() == null);
    assertThat(all(found).stream().map(InstancesReferenceIT::box).toList())
        .isEqualTo(all(whole).stream().map(InstancesReferenceIT::box).toList());
  }

  private static List<Object> box(Detection found) {
    return List.of(
        found.classId(), found.confidence(), found.x(), found.y(), found.width(), found.height());
  }

  private static Model model(String name) {
    return DetectionModels.in(folder.resolve("cache"))
        .resolve(Shared.file("data/onnx/" + name).toString());
  }

  private static List<FrameDetections> record(
      Model model, Path video, int every, float confidence, String name) throws IOException {
    DecodeOptions options = DecodeOptions.DEFAULT.withSampling(Sampling.every(every));
    List<FrameDetections> frames = new ArrayList<>();
    try (SharedModels models = new SharedModels(new OnnxRuntimeEngine());
        ModelLease lease = models.acquire(model, Device.CPU);
        RecordedInputs inputs =
            new RecordedInputs(VideoReader.open(video, options), folder.resolve(name));
        Detector detector =
            new Detector(
                lease,
                new DetectionOptions(confidence, IOU, List.of()),
                DetectionFields.ALL_OUTPUTS,
                1,
                0);
        Detections found = detector.detect(inputs)) {
      found.forEachRemaining(frames::add);
    }
    return frames;
  }

  private static List<FrameDetections> detect(
      Model model, Path video, int every, int batch, int ahead, int threads) {
    DecodeOptions options = DecodeOptions.DEFAULT.withSampling(Sampling.every(every));
    List<FrameDetections> frames = new ArrayList<>();
    try (SharedModels models = new SharedModels(new OnnxRuntimeEngine());
        ModelLease lease =
            models.acquire(
                model,
                Device.CPU,
                EngineOptions.DEFAULT.withIntraOpThreads(threads),
                SharingMode.PROCESS);
        VideoReader reader = VideoReader.open(video, options);
        Detector detector =
            new Detector(
                lease,
                new DetectionOptions(0.1f, IOU, List.of()),
                DetectionFields.ALL_OUTPUTS,
                batch,
                ahead);
        Detections found = detector.detect(reader)) {
      found.forEachRemaining(frames::add);
    }
    return frames;
  }

  private static List<Detection> all(List<FrameDetections> frames) {
    return frames.stream().flatMap(frame -> List.copyOf(frame.detections()).stream()).toList();
  }

  private static Map<Long, List<Reference>> reference(
      String model, String name, float confidence, int unit) {
    Map<Long, List<Reference>> frames = new HashMap<>();
    List<String> lines =
        OnnxPython.run(
            SCRIPT,
            Shared.file("data/onnx/" + model).toString(),
            folder.resolve(name).toString(),
            Float.toString(confidence),
            Float.toString(IOU),
            Integer.toString(unit));
    for (String line : lines) {
      String[] words = line.split(" ");
      frames
          .computeIfAbsent(Long.valueOf(words[0]), frame -> new ArrayList<>())
          .add(
              new Reference(
                  Integer.parseInt(words[1]),
                  Float.parseFloat(words[2]),
                  numbers(words, 3, 7),
                  numbers(words, 8, words.length)));
    }
    return frames;
  }

  private static double[] numbers(String[] words, int from, int to) {
    return Arrays.stream(words, from, to).mapToDouble(Double::parseDouble).toArray();
  }

  /** Returns the detection with the class, the confidence and the box of the reference; else -1. */
  private static int partner(FrameDetections frame, Reference real) {
    for (int i = 0; i < frame.count(); i++) {
      if (frame.classId(i) == real.classId()
          && Math.abs(frame.confidence(i) - real.confidence()) < 0.01
          && Math.abs(frame.x(i) - real.box()[0]) < 1
          && Math.abs(frame.y(i) - real.box()[1]) < 1
          && Math.abs(frame.width(i) - real.box()[2]) < 1
          && Math.abs(frame.height(i) - real.box()[3]) < 1) {
        return i;
      }
    }
    return -1;
  }

  private static double iou(Mask a, Mask b) {
    boolean[] ours = pixels(a);
    boolean[] theirs = pixels(b);
    int both = 0;
    int either = 0;
    for (int i = 0; i < ours.length; i++) {
      both += ours[i] && theirs[i] ? 1 : 0;
      either += ours[i] || theirs[i] ? 1 : 0;
    }
    return either == 0 ? 1 : (double) both / either;
  }

  private static boolean[] pixels(Mask mask) {
    boolean[] pixels = new boolean[mask.width() * mask.height()];
    int[] runs = mask.runs();
    for (int i = 0, at = 0; i < runs.length; at += runs[i++]) {
      Arrays.fill(pixels, at, at + runs[i], i % 2 == 1);
    }
    return pixels;
  }
}
