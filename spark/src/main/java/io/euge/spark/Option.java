package io.euge.spark;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The names of everything that can be set. A reader's option and the command's long option have the
 * {@link #key}; a cluster's setting is {@code spark.euge.} and the same. What is given for the
 * reader wins over the cluster's setting, which wins over the default.
 */
public enum Option {
  MODEL("model", null, "an .onnx file that Euge wrote or a Darknet .cfg file"),
  CONFIDENCE("confidence", "0.25", "boxes above this confidence are kept, 0 to 1"),
  IOU("iou", "0.45", "boxes of one class that overlap by more than this are one, 0 to 1"),
  CLASSES("classes", "", "labels to keep, with commas between; empty keeps all"),
  DEVICE("device", "auto", "auto, cpu, cuda or cuda:N"),
  SHARING("sharing", "process", "process: one model for all tasks; task: a private copy each"),
  BATCH("batch", "1", "how many frames a task hands over at once, at least 1"),
  BATCHING("batching", "auto", "auto (accelerators only), always or never"),
  MAX_BATCH("max-batch", "8", "most frames of different tasks in one run, at least 1"),
  BATCH_DELAY("batch-delay", "2ms", "the longest wait for others, as 2ms or 500us"),
  PREFETCH("prefetch", "auto", "batches decoded ahead: a number, or auto (2; none on the CPU)"),
  COMPILED("compiled", "true", "true to map compiled models on the CPU, false to load plainly");

  /** What the settings of a cluster begin with. */
  static final String PREFIX = "spark.euge.";

  private final String key;
  private final String fallback;
  private final String meaning;

  Option(String key, String fallback, String meaning) {
    this.key = key;
    this.fallback = fallback;
    this.meaning = meaning;
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

  public String meaning() {
    return meaning;
  }

  /** The option whose key is nearest to what was typed, by edit distance. */
  static Option nearest(String typed) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return Arrays.stream(values())
        .min(Comparator.comparing(option -> distance.apply(option.key, lower(typed))))
        .orElseThrow();
  }

  private static String lower(String typed) {
    return typed.toLowerCase(Locale.ROOT);
  }
}
