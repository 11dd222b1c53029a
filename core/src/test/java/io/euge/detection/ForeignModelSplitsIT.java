package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.model.Model;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.FrameSource;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoSource;
import io.euge.video.decode.VideoReader;
import io.euge.video.split.SegmentPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Splits, batches and threads change no bit of what models of other tools find, whatever their
 * numbers are.
 */
class ForeignModelSplitsIT {
  private static final DecodeOptions OPTIONS =
      DecodeOptions.DEFAULT.withSampling(Sampling.every(20));
  private static final DetectionOptions LOW = new DetectionOptions(0.05f, 0.5f, List.of());

  @TempDir static Path folder;

  @ParameterizedTest
  @CsvSource({
    "yolox_nano_416.onnx", // float32
    "derived_yolox_nano_416_fp16io.onnx", // float16
    "yolov8n_640_int8qdq.onnx", // quantized once and for all
    "yolo11n_320_int8dyn.onnx", // quantized in each run
    "deimv2_atto_320_int8dyn.onnx"
  })
  void aVideoGivesTheSameHoweverItIsCutAndBatched(String name) throws Exception {
    Model model = DetectionModels.in(folder).resolve(Shared.file("data/onnx/" + name).toString());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (SharedModels models = new SharedModels(new OnnxRuntimeEngine());
        ModelLease lease = models.acquire(model, Device.CPU)) {
      VideoSource video = VideoSource.of(Shared.carDetection());
      List<String> whole = detect(lease, video, Segment.whole(), 1, 0);

      List<Segment> segments = SegmentPlan.of(video, 4).segments();
      assertThat(segments.size()).isGreaterThan(3);
      List<Future<List<String>>> parts = new ArrayList<>();
      for (int i = 0; i < segments.size(); i++) {
        Segment segment = segments.get(i);
        int batch = 1 + i % 3;
        parts.add(threads.submit(() -> detect(lease, video, segment, batch, 1)));
      }
      List<String> together = new ArrayList<>();
      for (Future<List<String>> part : parts) {
        together.addAll(part.get());
      }

      assertThat(whole.stream().filter(frame -> !frame.endsWith("[]"))).isNotEmpty();
      assertThat(together).containsExactlyElementsOf(whole);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> detect(
      ModelLease lease, VideoSource video, Segment segment, int batch, int ahead) {
    List<String> frames = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(video, segment, OPTIONS);
        Detector detector = new Detector(lease, LOW, batch, ahead);
        Detections found = detector.detect((FrameSource) reader)) {
      while (found.hasNext()) {
        frames.add(found.next().toString());
      }
    }
    return frames;
  }
}
