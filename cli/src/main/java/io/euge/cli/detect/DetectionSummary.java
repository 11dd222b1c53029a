package io.euge.cli.detect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.euge.cli.job.ScanProgressListener;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.util.Utils;

/** What a job found, counted by Spark on the way to the output: no second pass over the table. */
public final class DetectionSummary {
  private final Observation observation = new Observation();

  /** The same rows, counted as they pass. */
  public Dataset<Row> observe(Dataset<Row> frames) {
    return frames.observe(
        observation,
        count(lit(1)).as("frames"),
        LabelCountAggregator.of(col("detections.label")).as("labels"));
  }

  /**
   * @param seconds what the whole took, planning and loading with it
   */
  void print(PrintWriter out, ScanProgressListener watch, double seconds)
      throws InterruptedException {
    Map<String, Object> counted = observation.getAsJava();
    long frames = (Long) counted.get("frames");
    Map<String, Long> labels = LabelCountAggregator.counts((Row) counted.get("labels"));
    long detections = labels.values().stream().mapToLong(Long::longValue).sum();
    out.printf(
        Locale.ROOT,
        "%s, %s, %s in %.1f s (%.1f frames/s)%n",
        number(watch.videos(), "video", "videos"),
        number(frames, "frame", "frames"),
        number(detections, "detection", "detections"),
        seconds,
        frames / seconds);
    labels.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(label -> out.printf(Locale.ROOT, "%,12d %s%n", label.getValue(), label.getKey()));
    if (watch.videosUnsplit() > 0) {
      out.println(
          number(watch.videosUnsplit(), "long video", "long videos")
              + " could not be split (--verbose names the first)");
    }
    out.println("read " + Utils.bytesToString(watch.bytesRead()));
    out.println(number(watch.modelCopies(), "model copy", "model copies") + " in memory");
  }

  static String number(long count, String one, String several) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : several);
  }
}
