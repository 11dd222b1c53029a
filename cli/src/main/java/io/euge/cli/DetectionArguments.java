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
      paramLabel = "ID|FILE",
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
      description = "auto, cpu, cuda or cuda:N (default: auto).")
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
      description = "Frames for one run of the network (default: 1).")
  void batch(String value) {
    given.put(Option.BATCH, value);
  }

  /** What was given, as typed: the reader checks it. */
  public Map<Option, String> given() {
    return given;
  }
}
