package io.euge.bench.models;

import ai.onnxruntime.OrtException;
import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import io.euge.detection.DetectionFields;
import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.family.FramePostprocessor;
import io.euge.detection.family.Heads;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.compiled.CompiledModels;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.model.Model;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Measures the steps from a frame to detections in one model, alternately and in one thread. */
final class FrameCosts {
  private static final double MILLIS = 1e-6;

  private static final long CACHE_BYTES = 8L << 30;

  private final Path video;
  private final DetectionOptions detection;
  private final Path compiled;
  private final int frames;
  private final int rounds;

  /**
   * Describes the measurement.
   *
   * @param compiled where compiled models are kept, as jobs map them
   * @param frames of each part in a round
   */
  FrameCosts(Path video, DetectionOptions detection, Path compiled, int frames, int rounds) {
    this.video = video;
    this.detection = detection;
    this.compiled = compiled;
    this.frames = frames;
    this.rounds = rounds;
  }

  /** A frame of the video that the network was run on. */
  private record Frame(Letterbox geometry, int width, int height, double pixelAspectRatio) {}

  /**
   * Measures a model.
   *
   * @param file path that the user gave
   */
  ModelCosts of(String file, Model model) throws Exception {
    EngineOptions options = EngineOptions.DEFAULT.withIntraOpThreads(1);
    Path copies = Files.createTempDirectory(compiled, "model");
    OnnxRuntimeEngine engine = new OnnxRuntimeEngine(new CompiledModels(copies, CACHE_BYTES));
    try (Session session = engine.load(model, Device.CPU, options);
        Workspace workspace = session.workspace(1);
        OriginalGraph original = original(file, model)) {
      boolean mapped = hasFolder(copies);
      Frame frame = firstFrame(model, workspace);
      FramePostprocessor boxes = new FramePostprocessor(model, detection);
      FramePostprocessor all =
          new FramePostprocessor(model, detection, DetectionFields.ALL_OUTPUTS);
      boolean more = !DetectionModels.fieldsOf(model).equals(DetectionFields.BOXES);
      Rounds parts = new Rounds();
      parts.with("scaling", () -> scaling(frame.geometry(), workspace));
      parts.with("graph", () -> millis(() -> workspace.run(1)));
      if (original != null) {
        parts.with("original", () -> millis(original::run));
        parts.with("graph cpu", () -> ThreadTime.nanos(frames, () -> workspace.run(1)) * MILLIS);
        parts.with("original cpu", () -> ThreadTime.nanos(frames, original::run) * MILLIS);
      }
      parts.with("postprocessing", () -> millis(() -> process(boxes, workspace, frame)));
      if (more) {
        parts.with("all fields", () -> millis(() -> process(all, workspace, frame)));
      }
      int found = process(boxes, workspace, frame).count();
      Map<String, Samples> samples = parts.run(rounds);
      return new ModelCosts(
          model.name(),
          Heads.of(model).family(),
          model.input().width() + "x" + model.input().height(),
          mapped,
          found,
          samples.get("scaling"),
          samples.get("graph"),
          samples.get("original"),
          samples.get("postprocessing"),
          samples.get("all fields"),
          samples.get("graph cpu"),
          samples.get("original cpu"));
    }
  }

  private static OriginalGraph original(String file, Model model) throws OrtException {
    boolean onnx = file.toLowerCase(Locale.ROOT).endsWith(".onnx");
    return onnx ? new OriginalGraph(Path.of(file), model.input()) : null;
  }

  /** Returns whether there is a compiled model: there is none where a graph is loaded plainly. */
  private static boolean hasFolder(Path copies) throws IOException {
    try (Stream<Path> entries = Files.list(copies)) {
      return entries.anyMatch(Files::isDirectory);
    }
  }

  private static FrameDetections process(
      FramePostprocessor postprocessor, Workspace workspace, Frame frame) {
    return postprocessor.process(
        workspace::output,
        0,
        frame.geometry(),
        0,
        0,
        frame.width(),
        frame.height(),
        frame.pixelAspectRatio());
  }

  private Frame firstFrame(Model model, Workspace workspace) {
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
      return new Frame(geometry, reader.width(), reader.height(), reader.pixelAspectRatio());
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
