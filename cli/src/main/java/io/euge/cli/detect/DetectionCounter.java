package io.euge.cli.detect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.euge.cli.checkpoint.CheckpointProgress;
import io.euge.spark.sink.BatchCounter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/** Counts the frames and detections of batches. */
final class DetectionCounter implements BatchCounter {
  private static final String FRAMES = CheckpointProgress.FRAMES;
  private static final String LABEL = "label ";

  private Observation observation;

  @Override
  public Dataset<Row> observe(Dataset<Row> rows) {
    observation = new Observation();
    return rows.observe(
        observation,
        count(lit(1)).as(FRAMES),
        LabelCounts.of(col("detections.label")).as("labels"));
  }

  @Override
  public Map<String, Long> counted() {
    Map<String, Object> counts;
    try {
      counts = observation.getAsJava();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    Map<String, Long> all = new HashMap<>();
    all.put(FRAMES, (Long) counts.get(FRAMES));
    LabelCounts.counts(counts.get("labels"))
        .forEach((label, number) -> all.put(LABEL + label, number));
    return all;
  }

  /** Returns the number of frames in the counts. */
  static long frames(Map<String, Long> counts) {
    return counts.getOrDefault(FRAMES, 0L);
  }

  /** Returns the number of detections per label, most frequent first. */
  static Map<String, Long> labels(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().startsWith(LABEL) && count.getValue() > 0)
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .collect(
            Collectors.toMap(
                count -> count.getKey().substring(LABEL.length()),
                Map.Entry::getValue,
                (a, b) -> a,
                LinkedHashMap::new));
  }
}
