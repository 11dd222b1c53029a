package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.Canvas;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.Sampling;
import io.euge.video.decode.VideoReader;
import io.euge.video.write.VideoWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A recording with pixels that are not square shows the same vehicles. */
@ExtendWith(NoLeaks.class)
class AnamorphicDetectionsIT {
  private static final DecodeOptions EVERY = DecodeOptions.DEFAULT.withSampling(Sampling.every(5));
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;

  @TempDir static Path folder;

  private static List<FrameDetections> original;

  @BeforeAll
  static void detectInTheOriginal() {
    original = detect(copy("square.mp4", WIDTH, HEIGHT, 1));
  }

  @Test
  void aCopyOfHalfTheWidthWithWidePixelsHasTheSameVehicles() {
    List<FrameDetections> wide = detect(copy("wide.mp4", WIDTH / 2, HEIGHT, 2));
    assertThat(wide).allMatch(frame -> frame.pixelAspectRatio() == 2 && frame.width() == 640);
    double squeezed = found(detect(copy("squeezed.mp4", WIDTH / 2, HEIGHT, 1)), 2, 1);
    assertThat(found(wide, 2, 1)).isGreaterThan(0.95).isGreaterThan(squeezed + 0.05);
  }

  @Test
  void aCopyOfHalfTheHeightWithTallPixelsHasTheSameVehicles() {
    List<FrameDetections> tall = detect(copy("tall.mp4", WIDTH, HEIGHT / 2, 0.5));
    assertThat(tall).allMatch(frame -> frame.pixelAspectRatio() == 0.5 && frame.height() == 360);
    assertThat(found(tall, 1, 2)).isGreaterThan(0.95);
  }

  /** Returns the part of the original's certain vehicles that a copy has at the same places. */
  private static double found(List<FrameDetections> copy, double scaleX, double scaleY) {
    assertThat(copy).hasSameSizeAs(original);
    int all = 0;
    int found = 0;
    for (int i = 0; i < copy.size(); i++) {
      List<Detection> ours = copy.get(i).detections();
      for (Detection vehicle : original.get(i).detections()) {
        if (vehicle.confidence() < 0.5) {
          continue;
        }
        all++;
        found += ours.stream().anyMatch(other -> isSame(vehicle, other, scaleX, scaleY)) ? 1 : 0;
      }
    }
    assertThat(all).isGreaterThan(100);
    System.out.printf("%d vehicles, %.1f %% are found again%n", all, 100.0 * found / all);
    return (double) found / all;
  }

  private static boolean isSame(Detection a, Detection b, double scaleX, double scaleY) {
    double width =
        Math.min(a.x() + a.width(), scaleX * (b.x() + b.width())) - Math.max(a.x(), scaleX * b.x());
    double height =
        Math.min(a.y() + a.height(), scaleY * (b.y() + b.height()))
            - Math.max(a.y(), scaleY * b.y());
    double both = Math.max(0, width) * Math.max(0, height);
    double areas = a.width() * a.height() + scaleX * scaleY * b.width() * b.height();
    return both / (areas - both) > 0.5;
  }

  private static List<FrameDetections> detect(Path file) {
    List<FrameDetections> frames = new ArrayList<>();
    String model = Shared.model("yolo-fastest-1.1-xl.cfg").toString();
    try (SharedModels models = new SharedModels(new OnnxRuntimeEngine());
        ModelLease lease = models.acquire(DetectionModels.in(folder).resolve(model), Device.CPU);
        VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT);
        Detector detector = new Detector(lease, DetectionOptions.DEFAULT);
        Detections found = detector.detect(reader)) {
      found.forEachRemaining(frames::add);
    }
    return frames;
  }

  /** Writes some frames of a real video in another size. */
  private static Path copy(String name, int width, int height, double pixelAspectRatio) {
    Path file = folder.resolve(name);
    Letterbox box =
        new Letterbox(
            Canvas.centered(width, height),
            0,
            0,
            width,
            height,
            (double) width / WIDTH,
            (double) height / HEIGHT);
    ByteBuffer rgb = ByteBuffer.allocateDirect(box.bytes());
    int[] pixels = new int[width * height];
    try (VideoReader reader = VideoReader.open(Shared.highway(), EVERY);
        VideoWriter writer = VideoWriter.timed(file, width, height, pixelAspectRatio, 5)) {
      while (reader.next()) {
        reader.letterbox(box, rgb, 0);
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] =
              ((rgb.get(3 * i) & 255) << 16)
                  | ((rgb.get(3 * i + 1) & 255) << 8)
                  | (rgb.get(3 * i + 2) & 255);
        }
        writer.write(pixels, reader.seconds());
      }
    }
    return file;
  }
}
