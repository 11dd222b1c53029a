package io.euge.bench.limit;

import io.euge.cli.job.SparkOptions;
import io.euge.cli.job.StageClock;
import io.euge.spark.metrics.ScanProgressListener;
import io.euge.spark.metrics.TaskTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark job of {@code euge detect}, on one video under several names and with a sink that
 * discards the rows.
 */
final class SparkJob implements AutoCloseable {
  private final Path folder;
  private final SparkSession spark;
  private final StageClock clock = new StageClock();
  private final ScanProgressListener watch = new ScanProgressListener();
  private final String model;
  private final List<Path> links = new ArrayList<>();
  private final long frames;

  /**
   * Creates the session and the names of the video.
   *
   * @param threads number of concurrent tasks
   * @param videos how many times the video is read
   * @param frames of the video
   */
  SparkJob(String model, Path video, int threads, int videos, long frames) throws IOException {
    this.model = model;
    this.frames = frames * videos;
    this.folder = Files.createTempDirectory("euge-limit");
    for (int i = 0; i < videos; i++) {
      Path link = folder.resolve(String.format("%04d-%s", i, video.getFileName()));
      links.add(Files.createSymbolicLink(link, video.toAbsolutePath()));
    }
    this.spark = SparkOptions.local(threads).start("euge bench limit");
    spark.sparkContext().addSparkListener(clock);
    spark.sparkContext().addSparkListener(watch);
  }

  /**
   * Runs the job once.
   *
   * @return frames per second from the start of the first task to the end of the last one, without
   *     planning
   */
  double run() throws Exception {
    clock.reset();
    spark
        .read()
        .format("detections")
        .option("model", model)
        .option("device", "cpu")
        .load(links.stream().map(Path::toString).toArray(String[]::new))
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    return frames / clock.seconds();
  }

  /** Returns the breakdown of the time of all tasks so far. */
  TaskTimes times() {
    return watch.times();
  }

  @Override
  public void close() throws IOException {
    spark.stop();
    for (Path link : links) {
      Files.deleteIfExists(link);
    }
    Files.deleteIfExists(folder);
  }
}
