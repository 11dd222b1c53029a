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
 * Short jobs of {@code euge detect} on the first seconds of one video under several names, whose
 * tables are thrown away. What the tasks take is what the scan's metrics say.
 */
final class MeasuringJob {
  private final SparkSession spark;
  private final Map<ConfigEntry<?>, String> options;
  private final Path video;
  private final ScratchFolder scratch;
  private int jobs;

  /**
   * @param options of the reader, as typed
   * @param scratch for names and tables
   */
  MeasuringJob(
      SparkSession spark, Map<ConfigEntry<?>, String> options, Path video, ScratchFolder scratch) {
    this.spark = spark;
    this.options = options;
    this.video = video;
    this.scratch = scratch;
  }

  /**
   * What a job took.
   *
   * @param seconds from its start to the written table
   */
  record Run(TaskCost cost, double seconds) {}

  /**
   * Runs one job.
   *
   * @param copies how many times the video is read, each by a task
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
