package io.euge.bench.models;

import ai.onnxruntime.OrtException;
import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import io.euge.detection.DetectionOptions;
import io.euge.detection.family.FramePostprocessor;
import io.euge.detection.family.Heads;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.model.Model;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Measures the steps from a frame to detections in one model, alternately and in one thread. */
final class FrameCosts {
  private static final double MILLIS = 1e-6;

  private final Path video;
  private final int frames;
  private final int rounds;

  FrameCosts(Path video, int frames, int rounds) {
    this.video = video;
    this.frames = frames;
    this.rounds = rounds;
  }

  /**
   * Measures a model.
   *
   * @param file path that the user gave
   */
  ModelCosts of(String file, Model model) throws Exception {
    EngineOptions options = EngineOptions.DEFAULT.withIntraOpThreads(1);
    try (Session session = new OnnxRuntimeEngine().load(model, Device.CPU, options);
        Workspace workspace = session.workspace(1);
        OriginalGraph original = original(file, model)) {
      Letterbox geometry = firstFrame(model, workspace);
      FramePostprocessor postprocessor = new FramePostprocessor(model, DetectionOptions.DEFAULT);
      Rounds parts = new Rounds();
      parts.with("scaling", () -> scaling(geometry, workspace));
      parts.with("graph", () -> millis(() -> workspace.run(1)));
      if (original != null) {
        parts.with("original", () -> millis(original::run));
        parts.with("graph cpu", () -> ThreadTime.nanos(frames, () -> workspace.run(1)) * MILLIS);
        parts.with("original cpu", () -> ThreadTime.nanos(frames, original::run) * MILLIS);
      }
      parts.with(
          "postprocessing",
          () -> millis(() -> postprocessor.process(workspace::output, 0, geometry, 0, 0, 1, 1, 1)));
      Map<String, Samples> samples = parts.run(rounds);
      return new ModelCosts(
          model.name(),
          Heads.of(model).family(),
          model.input().width() + "x" + model.input().height(),
          samples.get("scaling"),
          samples.get("graph"),
          samples.get("original"),
          samples.get("postprocessing"),
          samples.get("graph cpu"),
          samples.get("original cpu"));
    }
  }

  private static OriginalGraph original(String file, Model model) throws OrtException {
    boolean onnx = file.toLowerCase(Locale.ROOT).endsWith(".onnx");
    return onnx ? new OriginalGraph(Path.of(file), model.input()) : null;
  }

  private Letterbox firstFrame(Model model, Workspace workspace) {
    try (VideoReader reader = VideoReader.open(video, DecodeOptions.DEFAULT)) {
      reader.next();
      Letterbox geometry =
          Letterbox.of(
              reader.width(),
              reader.height(),
              reader.pixelAspectRatio(),
              DetectionModels.canvas(model.input()));
      reader.letterbox(geometry, workspace.input(), 0);
      workspace.run(1);
      return geometry;
    }
  }

  private double scaling(Letterbox geometry, Workspace workspace) {
    try (VideoReader reader = VideoReader.open(video, DecodeOptions.DEFAULT)) {
      // The first frame includes the time to open the video and create the scaler.
      reader.next();
      reader.letterbox(geometry, workspace.input(), 0);
      int scaled = 0;
      long start = System.nanoTime();
      while (scaled < frames && reader.next()) {
        reader.letterbox(geometry, workspace.input(), 0);
        scaled++;
      }
      return (System.nanoTime() - start) * MILLIS / Math.max(1, scaled);
    }
  }

  private interface Part {
    void run() throws Exception;
  }

  private double millis(Part part) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < frames; i++) {
      part.run();
    }
    return (System.nanoTime() - start) * MILLIS / frames;
  }
}
