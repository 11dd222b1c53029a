package io.euge.cli.track;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.euge.Quantity;
import io.euge.cli.detect.LabelCounts;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/** Counts tracks in Spark while the table of tracks is written. */
final class TrackSummary {
  private final Observation observation = new Observation();

  /** Returns the same rows; they are counted when they are read. */
  Dataset<Row> observe(Dataset<Row> tracks) {
    return tracks.observe(
        observation,
        count(lit(1)).as("tracks"),
        sum(col("boxes")).as("boxes"),
        LabelCounts.of(array(col("label"))).as("labels"));
  }

  /** Prints the number of tracks, in total and per label. */
  void print(PrintWriter out) throws InterruptedException {
    Map<String, Object> counts = observation.getAsJava();
    long boxes = counts.get("boxes") == null ? 0 : (Long) counts.get("boxes");
    out.println(
        Quantity.of((Long) counts.get("tracks"), "track")
            + " with "
            + Quantity.of(boxes, "detection"));
    Map<String, Long> labels = LabelCounts.counts(counts.get("labels"));
    labels.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(label -> out.printf(Locale.ROOT, "%,12d %s%n", label.getValue(), label.getKey()));
  }
}
