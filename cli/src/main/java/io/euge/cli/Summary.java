package io.euge.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/** What a job found, counted by Spark on the way to the output: no second pass over the table. */
final class Summary {
  private final Observation observation = new Observation();

  /** The same rows, counted as they pass. */
  Dataset<Row> observe(Dataset<Row> frames) {
    return frames.observe(
        observation,
        count(lit(1)).as("frames"),
        LabelCounts.of(col("detections.label")).as("labels"));
  }

  /**
   * @param seconds what the whole took, planning and loading with it
   */
  void print(PrintWriter out, JobWatch watch, double seconds) throws InterruptedException {
    Map<String, Object> counted = observation.getAsJava();
    long frames = (Long) counted.get("frames");
    Map<String, Long> labels = LabelCounts.counts((Row) counted.get("labels"));
    long detections = labels.values().stream().mapToLong(Long::longValue).sum();
    out.printf(
        Locale.ROOT,
        "%,d videos, %,d frames, %,d detections in %.1f s (%.1f frames/s)%n",
        watch.videos(),
        frames,
        detections,
        seconds,
        frames / seconds);
    labels.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(label -> out.printf(Locale.ROOT, "%,12d %s%n", label.getValue(), label.getKey()));
    out.printf(Locale.ROOT, "%,12d model copies in memory%n", watch.modelCopies());
  }
}
