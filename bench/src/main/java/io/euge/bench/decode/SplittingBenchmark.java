package io.euge.bench.decode;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import io.euge.EugeException;
import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import io.euge.cli.job.WorkerThreads;
import io.euge.video.DecodeOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Measures a Spark job with two cores on one long video, split into segments and as one task. The
 * time includes planning. The results of both jobs must be equal.
 *
 * @param warmUp a short video, read once before the measurement
 */
record SplittingBenchmark(SparkSession spark, Path video, Path warmUp) {
  private static final String UNSPLIT = "unsplit";
  private static final int CORES = 2;

  /** Measures a job that decodes every frame and adds up the indexes and timestamps. */
  SplittingResult frames(List<Double> segments, int rounds) throws Exception {
    return run(
        "every frame decoded, format(\"video\")",
        spark.read().format("video"),
        List.of(sum(col("frame"))),
        segments,
        rounds);
  }

  /** Measures a job that decodes, scales and runs detection on every frame. */
  SplittingResult detections(String model, List<Double> segments, int rounds) throws Exception {
    return run(
        "objects found in every frame, format(\"detections\")",
        spark.read().format("detections").option("model", model).option("device", "cpu"),
        List.of(sum(col("frame")), sum(size(col("detections")))),
        segments,
        rounds);
  }

  /**
   * Measures the speedup that the machine allows: two threads that each decode a clip, compared
   * with one.
   *
   * @return frames per second of two threads divided by that of one
   */
  static double machine(Path clip, int rounds) throws Exception {
    Callable<Long> pass = () -> Reading.frames(clip, DecodeOptions.DEFAULT);
    Map<String, Samples> rates =
        new Rounds().with("1", () -> rate(1, pass)).with("2", () -> rate(CORES, pass)).run(rounds);
    return rates.get("2").median() / rates.get("1").median();
  }

  private static double rate(int threads, Callable<Long> pass) throws Exception {
    try (WorkerThreads crew = new WorkerThreads(threads)) {
      return crew.rate(Collections.nCopies(threads, pass));
    }
  }

  private SplittingResult run(
      String what, DataFrameReader reader, List<Column> sums, List<Double> segments, int rounds)
      throws Exception {
    Map<String, Double> ways = new LinkedHashMap<>();
    ways.put(UNSPLIT, 0.0);
    segments.forEach(seconds -> ways.put("%s s".formatted(seconds), seconds));
    Map<String, Row> results = new LinkedHashMap<>();
    Rounds contest = new Rounds();
    ways.forEach(
        (name, length) ->
            contest.with(
                name,
                () -> Reading.seconds(() -> results.put(name, job(reader, video, length, sums)))));
    job(reader, warmUp, 0, sums);
    Map<String, Samples> seconds = contest.run(rounds, false);
    results.forEach(
        (name, result) -> {
          if (!result.equals(results.get(UNSPLIT))) {
            throw new EugeException(
                "The job split by %s found %s, the unsplit one %s"
                    .formatted(name, result, results.get(UNSPLIT)));
          }
        });
    double whole = seconds.get(UNSPLIT).median();
    List<SplittingResult.Way> rows = new ArrayList<>();
    seconds.forEach(
        (name, samples) ->
            rows.add(new SplittingResult.Way(name, samples, whole / samples.median())));
    return new SplittingResult(what, results.get(UNSPLIT).getLong(0), rounds, rows);
  }

  private static Row job(
      DataFrameReader reader, Path video, double segmentSeconds, List<Column> sums) {
    return reader
        .option("segment-seconds", segmentSeconds)
        .load(video.toString())
        .agg(count(lit(1)), sums.toArray(Column[]::new))
        .head();
  }
}
