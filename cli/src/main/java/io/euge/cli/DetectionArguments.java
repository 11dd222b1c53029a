package io.euge.cli;

import io.euge.spark.Option;
import java.util.EnumMap;
import java.util.Map;

/** The options of the {@code detections} reader as options of a command: the same names. */
public final class DetectionArguments {
  private final Map<Option, String> given = new EnumMap<>(Option.class);

  @picocli.CommandLine.Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "An .onnx file made by 'euge models import', or a Darknet .cfg file.")
  void model(String value) {
    given.put(Option.MODEL, value);
  }

  @picocli.CommandLine.Option(
      names = "--confidence",
      paramLabel = "N",
      description = "Keep boxes above this confidence, 0 to 1 (default: 0.25).")
  void confidence(String value) {
    given.put(Option.CONFIDENCE, value);
  }

  @picocli.CommandLine.Option(
      names = "--iou",
      paramLabel = "N",
      description = "Boxes of a class that overlap by more than this are one (default: 0.45).")
  void iou(String value) {
    given.put(Option.IOU, value);
  }

  @picocli.CommandLine.Option(
      names = "--classes",
      paramLabel = "LABEL,...",
      description = "Keep these classes only (default: all).")
  void classes(String value) {
    given.put(Option.CLASSES, value);
  }

  @picocli.CommandLine.Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto (the CPU so far), cpu, cuda or cuda:N (default: auto).")
  void device(String value) {
    given.put(Option.DEVICE, value);
  }

  @picocli.CommandLine.Option(
      names = "--sharing",
      paramLabel = "MODE",
      description =
          "process: one model for all tasks of a process; task: a private copy for each (default:"
              + " process).")
  void sharing(String value) {
    given.put(Option.SHARING, value);
  }

  @picocli.CommandLine.Option(
      names = "--batch",
      paramLabel = "N",
      description = "Frames a task hands to the network at once (default: 1).")
  void batch(String value) {
    given.put(Option.BATCH, value);
  }

  @picocli.CommandLine.Option(
      names = "--batching",
      paramLabel = "WHEN",
      description =
          "Run frames of different tasks together: auto (on accelerators), always or never.")
  void batching(String value) {
    given.put(Option.BATCHING, value);
  }

  @picocli.CommandLine.Option(
      names = "--max-batch",
      paramLabel = "N",
      description = "Most frames of different tasks in one run (default: 8).")
  void maxBatch(String value) {
    given.put(Option.MAX_BATCH, value);
  }

  @picocli.CommandLine.Option(
      names = "--batch-delay",
      paramLabel = "TIME",
      description = "The longest wait for other tasks' frames (default: 2ms).")
  void batchDelay(String value) {
    given.put(Option.BATCH_DELAY, value);
  }

  @picocli.CommandLine.Option(
      names = "--prefetch",
      paramLabel = "N",
      description = "Batches decoded ahead (default: auto, which is 2, or 0 on the CPU).")
  void prefetch(String value) {
    given.put(Option.PREFETCH, value);
  }

  @picocli.CommandLine.Option(
      names = "--compiled",
      paramLabel = "true|false",
      description = "Map the host's compiled model on the CPU (default: true).")
  void compiled(String value) {
    given.put(Option.COMPILED, value);
  }

  /** What was given, as typed: the reader checks it. */
  public Map<Option, String> given() {
    return given;
  }
}
