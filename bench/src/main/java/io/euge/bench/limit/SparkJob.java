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
 * The job that {@code euge detect} runs, on one video under several names and with a sink that
 * throws the rows away.
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
   * @param threads tasks that run at once
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
   * @return frames a second from the start of the first task to the end of the last one: without
   *     planning, with all that a task does
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

  /** Returns what all tasks so far spent their time on. */
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
