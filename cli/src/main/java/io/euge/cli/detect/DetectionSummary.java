package io.euge.cli.detect;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;

import io.euge.Quantity;
import io.euge.TaskPart;
import io.euge.cli.cost.CostSummary;
import io.euge.spark.metrics.ScanProgressListener;
import io.euge.spark.metrics.TaskTimes;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.util.Utils;

/** Prints a summary of a job's detections, which Spark counts while it writes the output. */
public final class DetectionSummary {
  /** Separates video and label in a key; the frames of a video are counted under an empty label. */
  private static final String SEPARATOR = "\n";

  private final Observation observation = new Observation();
  private final boolean perVideo;

  public DetectionSummary() {
    this(false);
  }

  /** Creates a summary, optionally with the number of detections per video. */
  DetectionSummary(boolean perVideo) {
    this.perVideo = perVideo;
  }

  /** Returns the same rows; they are counted when they are read. */
  public Dataset<Row> observe(Dataset<Row> frames) {
    Column labels = col("detections.label");
    Column video = concat(col("video"), lit(SEPARATOR));
    Column counts = LabelCounts.of(labels).as("labels");
    return perVideo
        ? frames.observe(
            observation,
            count(lit(1)).as("frames"),
            counts,
            LabelCounts.of(concat(array(video), transform(labels, label -> concat(video, label))))
                .as("videos"))
        : frames.observe(observation, count(lit(1)).as("frames"), counts);
  }

  /** Returns the labels that were found. */
  Set<String> labels() throws InterruptedException {
    return counts("labels").keySet();
  }

  /**
   * Prints the summary.
   *
   * @param seconds total duration, including planning and loading
   */
  void print(PrintWriter out, ScanProgressListener watch, double seconds)
      throws InterruptedException {
    long frames = (Long) observation.getAsJava().get("frames");
    Map<String, Long> labels = counts("labels");
    out.println(found(labels, frames) + " of " + Quantity.of(watch.videos(), "video"));
    if (labels.size() > 1) {
      labels.forEach((label, count) -> out.printf(Locale.ROOT, "%,12d %s%n", count, label));
    }
    if (perVideo) {
      videos(out);
    }
    out.println(speed(frames, watch.seconds(), seconds));
    watch.bottleneck(seconds).ifPresent(bottleneck -> out.println(bottleneck.sentence()));
    if (perVideo) {
      times(out, watch.times());
    }
    if (watch.videosUnsplit() > 0) {
      out.println(
          Quantity.of(watch.videosUnsplit(), "long video")
              + " could not be split (--verbose names the first)");
    }
    out.println("read " + Utils.bytesToString(watch.bytesRead()));
    out.println(Quantity.of(watch.modelCopies(), "model copy", "model copies") + " in memory");
  }

  /** Prints the breakdown of the tasks' time. */
  private static void times(PrintWriter out, TaskTimes times) {
    for (TaskPart part : TaskPart.values()) {
      out.printf(
          Locale.ROOT,
          "%11.1f s %s (%.1f %%)%n",
          times.nanos(part) / 1e9,
          part.label(),
          100.0 * times.nanos(part) / Math.max(1, times.total()));
    }
  }

  /**
   * Returns the speed of the detection tasks; omits it for a short job, in which loading the model
   * dominates.
   */
  static String speed(long frames, double detecting, double whole) {
    String all =
        String.format(Locale.ROOT, "%.1f s from Spark's start to the written table", whole);
    return detecting < CostSummary.LEAST_SECONDS
        ? all
        : String.format(
            Locale.ROOT,
            "%.1f frames/s in %.1f s of detection; %s",
            frames / detecting,
            detecting,
            all);
  }

  /** Returns a sentence such as {@code 1,126 car detections in 323 frames}. */
  static String found(Map<String, Long> labels, long frames) {
    long all = labels.values().stream().mapToLong(Long::longValue).sum();
    String label = labels.size() == 1 ? labels.keySet().iterator().next() + " " : "";
    return Quantity.of(all, label + "detection") + " in " + Quantity.of(frames, "frame");
  }

  private void videos(PrintWriter out) throws InterruptedException {
    Map<String, Map<String, Long>> videos = new TreeMap<>();
    counts("videos")
        .forEach(
            (key, count) -> {
              int end = key.lastIndexOf(SEPARATOR);
              videos
                  .computeIfAbsent(key.substring(0, end), video -> new LinkedHashMap<>())
                  .put(key.substring(end + 1), count);
            });
    videos.forEach(
        (video, labels) -> {
          long frames = labels.remove("");
          String each =
              labels.size() < 2
                  ? ""
                  : labels.entrySet().stream()
                      .map(
                          label ->
                              String.format(
                                  Locale.ROOT, "%,d %s", label.getValue(), label.getKey()))
                      .collect(Collectors.joining(", ", ": ", ""));
          out.println("  " + video + ": " + found(labels, frames) + each);
        });
  }

  /** Returns the counts, most frequent first. */
  private Map<String, Long> counts(String column) throws InterruptedException {
    return LabelCounts.counts(observation.getAsJava().get(column)).entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }
}
