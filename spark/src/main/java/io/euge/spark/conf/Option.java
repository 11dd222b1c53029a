package io.euge.spark.conf;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The names of everything that can be set. A reader's option and the command's long option have the
 * {@link #key}; a cluster's setting is {@code spark.euge.} and the same. What is given for the
 * reader wins over the cluster's setting, which wins over the default.
 */
public enum Option {
  SEGMENT_SECONDS(
      "segment-seconds",
      "60",
      "a number of seconds from 0",
      "Split videos at keyframes into tasks of about this length; 0 never splits"),
  FPS(
      "fps",
      "",
      "a number above 0, at most 1000",
      "Take the frames that are on the screen so many times a second"),
  EVERY("every", "", "a whole number from 1", "Take the frames whose index is a multiple of this"),
  KEYFRAMES("keyframes", "false", Form.TRUE_OR_FALSE, "Take keyframes only"),
  DECODE_ON(
      "decode-on",
      "cpu",
      "cpu or cuda",
      "What decodes videos: the processor, or the decoder of an NVIDIA GPU"),
  ON_ERROR(
      "on-error",
      "fail",
      "fail, skip or record",
      "What a video that cannot be read does: fail the job, lose its bad parts, or record them too"),
  MAX_BAD_FRACTION(
      "max-bad-fraction",
      "1",
      "a number from 0 to 1",
      "Fail after all if more of the videos than this part are bad"),
  ERRORS(
      "errors", "", "a directory", "Where a reader that records errors writes the table of them"),
  MODEL(
      "model",
      null,
      "a name in the catalogue, an .onnx file that Euge wrote or a Darknet .cfg file",
      "The network"),
  CONFIDENCE(
      "confidence", "0.25", "a number from 0 to below 1", "Keep boxes above this confidence"),
  IOU(
      "iou",
      "0.45",
      "a number from 0 to 1",
      "Boxes of a class that overlap by more than this are one"),
  CLASSES("classes", "", "labels with commas between", "Keep these classes only"),
  DEVICE(
      "device",
      "auto",
      "auto, cpu, cuda or cuda:N",
      "Where to run; auto is a GPU if CUDA works, else the CPU"),
  SHARING(
      "sharing",
      "process",
      "process or task",
      "One model for all tasks of a process or for each task"),
  BATCH("batch", "1", "a whole number from 1", "Frames that a task hands to the network at once"),
  BATCHING(
      "batching",
      "auto",
      "auto, always or never",
      "Run frames of different tasks together; auto does on accelerators"),
  MAX_BATCH("max-batch", "8", "a whole number from 1", "Most frames of different tasks in one run"),
  BATCH_DELAY(
      "batch-delay",
      "2ms",
      "a time such as 2ms or 500us",
      "The longest wait for frames of other tasks"),
  PREFETCH(
      "prefetch",
      "auto",
      "auto or a whole number from 0",
      "Batches decoded ahead; auto is 2, and 0 on the CPU"),
  COMPILED("compiled", "true", Form.TRUE_OR_FALSE, "Map the compiled model of the host on the CPU"),
  IMAGE_FORMAT(
      "image-format", "struct", "struct or jpeg", "Images as Spark ML's struct or as JPEG files"),
  JPEG_QUALITY("jpeg-quality", "90", "a whole number from 1 to 100", "Quality of JPEG images");

  private static final class Form {
    static final String TRUE_OR_FALSE = "true or false";
  }

  private static final Set<Option> IMAGES = EnumSet.range(IMAGE_FORMAT, JPEG_QUALITY);
  private static final Set<Option> READING = EnumSet.range(SEGMENT_SECONDS, ERRORS);

  /** What the settings of a cluster begin with. */
  static final String PREFIX = "spark.euge.";

  private final String key;
  private final String fallback;
  private final String form;
  private final String purpose;

  Option(String key, String fallback, String form, String purpose) {
    this.key = key;
    this.fallback = fallback;
    this.form = form;
    this.purpose = purpose;
  }

  /** Those of {@code format("detections")} and of the command that detects. */
  public static Set<Option> ofDetections() {
    return EnumSet.complementOf(EnumSet.copyOf(IMAGES));
  }

  /** Those of {@code format("video")}. */
  public static Set<Option> ofVideo() {
    Set<Option> options = EnumSet.copyOf(READING);
    options.addAll(IMAGES);
    return options;
  }

  /** The name as a reader's option and as the command's long option. */
  public String key() {
    return key;
  }

  /** The name as a setting of the cluster. */
  public String setting() {
    return PREFIX + key;
  }

  /** What holds when nothing is set; null where there is no default. */
  public String fallback() {
    return fallback;
  }

  /** What can be given, in words that follow "give". */
  public String form() {
    return form;
  }

  /** What it is for. */
  public String purpose() {
    return purpose;
  }

  /** Whether it is either on or off, so that a command's user need not write a value. */
  public boolean isFlag() {
    return form.equals(Form.TRUE_OR_FALSE);
  }

  /** The one whose key is nearest to what was typed, by edit distance. */
  static Option nearest(String typed, Set<Option> among) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return among.stream()
        .min(Comparator.comparing(option -> distance.apply(option.key, lower(typed))))
        .orElseThrow();
  }

  private static String lower(String typed) {
    return typed.toLowerCase(Locale.ROOT);
  }
}
