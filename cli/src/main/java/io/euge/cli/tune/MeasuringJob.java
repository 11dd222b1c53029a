package io.euge.cli.tune;

import static org.apache.spark.sql.functions.col;

import io.euge.cli.detect.DetectionArguments;
import io.euge.file.ScratchFolder;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import io.euge.spark.errors.VideoErrors;
import io.euge.spark.metrics.ScanProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Runs short jobs like {@code euge detect} on the first seconds of one video under several names,
 * and discards their tables. The times of the tasks come from the metrics of the scan.
 */
final class MeasuringJob {
  private final SparkSession spark;
  private final Map<ConfigEntry<?>, String> options;
  private final Path video;
  private final ScratchFolder scratch;
  private int jobs;

  /**
   * Creates the jobs.
   *
   * @param options of the reader as given by the user
   * @param scratch for links and tables
   */
  MeasuringJob(
      SparkSession spark, Map<ConfigEntry<?>, String> options, Path video, ScratchFolder scratch) {
    this.spark = spark;
    this.options = options;
    this.video = video;
    this.scratch = scratch;
  }

  /**
   * The cost of a job.
   *
   * @param seconds from its start to the completed table
   */
  record Run(TaskCost cost, double seconds) {}

  /**
   * Runs one job.
   *
   * @param copies how many times the video is read, each time by one task
   * @param seconds of the video that are read each time
   */
  Run run(int batch, int prefetch, int copies, double seconds) throws Exception {
    Path folder = Files.createDirectory(scratch.path().resolve("job" + jobs++));
    ScanProgressListener watch = new ScanProgressListener();
    spark.sparkContext().addSparkListener(watch);
    try (VideoErrors errors = VideoErrors.collect(spark)) {
      long start = System.nanoTime();
      DetectionArguments.reader(options(batch, prefetch), spark, errors)
          .load(links(folder, copies))
          .where(col("seconds").lt(seconds))
          .write()
          .parquet(folder.resolve("table").toString());
      double taken = (System.nanoTime() - start) / 1e9;
      spark.sparkContext().listenerBus().waitUntilEmpty();
      TaskCost cost =
          new TaskCost(batch, prefetch, copies * seconds, watch.frames(), copies, watch.times());
      return new Run(cost, taken);
    } finally {
      spark.sparkContext().removeSparkListener(watch);
    }
  }

  private Map<ConfigEntry<?>, String> options(int batch, int prefetch) {
    Map<ConfigEntry<?>, String> all = new LinkedHashMap<>(options);
    all.put(ReaderOptions.BATCH, Integer.toString(batch));
    all.put(ReaderOptions.PREFETCH, Integer.toString(prefetch));
    all.put(ReaderOptions.SEGMENT_SECONDS, "0");
    all.put(ReaderOptions.ON_ERROR, "fail");
    return all;
  }

  private String[] links(Path folder, int copies) throws IOException {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    String[] links = new String[copies];
    for (int i = 0; i < copies; i++) {
      Path link = videos.resolve(i + "-" + video.getFileName());
      links[i] = Files.createSymbolicLink(link, video.toRealPath()).toString();
    }
    return links;
  }
}
