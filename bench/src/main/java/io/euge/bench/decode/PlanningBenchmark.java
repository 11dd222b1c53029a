package io.euge.bench.decode;

import io.euge.EugeException;
import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import io.euge.video.VideoSource;
import io.euge.video.split.SegmentPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * Measures the time to plan a job over many small files, that is to list and open all of them. The
 * baseline opens them one after the other in one thread, as a driver would.
 */
final class PlanningBenchmark {
  private static final String SPARK = "spark";
  private static final String ONE_BY_ONE = "one by one";

  private final SparkSession spark;
  private final Path folder;
  private final List<Path> videos = new ArrayList<>();
  private final AtomicInteger tasks = new AtomicInteger();

  /** Creates {@code count} links to one clip, in a separate directory. */
  PlanningBenchmark(SparkSession spark, Path clip, Path folder, int count) throws IOException {
    this.spark = spark;
    this.folder = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < count; i++) {
      videos.add(Files.createLink(this.folder.resolve("%05d.mp4".formatted(i)), clip));
    }
  }

  PlanningResult run(int rounds) throws Exception {
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd task) {
            tasks.incrementAndGet();
          }
        };
    spark.sparkContext().addSparkListener(counter);
    try {
      Map<String, Samples> seconds =
          new Rounds()
              .with(SPARK, () -> Reading.seconds(this::plan))
              .with(ONE_BY_ONE, () -> Reading.seconds(this::openOneByOne))
              .run(rounds);
      spark.sparkContext().listenerBus().waitUntilEmpty();
      return new PlanningResult(
          videos.size(),
          rounds,
          tasks.get() / (rounds + 1),
          seconds.get(SPARK),
          videos.size() / seconds.get(SPARK).median(),
          seconds.get(ONE_BY_ONE),
          seconds.get(ONE_BY_ONE).median() / seconds.get(SPARK).median());
    } finally {
      spark.sparkContext().removeSparkListener(counter);
    }
  }

  private void plan() {
    int partitions =
        spark
            .read()
            .format("video")
            .load(folder.toString())
            .select("video", "frame")
            .queryExecution()
            .toRdd()
            .getNumPartitions();
    // Several short videos share one task.
    if (partitions < 1 || partitions > videos.size()) {
      throw new EugeException(
          "%d files were planned as %d tasks".formatted(videos.size(), partitions));
    }
  }

  private void openOneByOne() {
    for (Path video : videos) {
      SegmentPlan.of(VideoSource.of(video), 60);
    }
  }
}
