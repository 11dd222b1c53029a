package io.euge.spark.source.planning;

import io.euge.spark.conf.ReadSettings;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.filter.Pushdown;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.storage.HadoopVideos;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * The Spark job that opens every video once and cuts it, so that thousands of files are not opened
 * one after the other on the driver.
 */
public final class SplitPlanner {
  /** Few enough videos that tasks end evenly, and so many that their start hardly counts. */
  private static final int VIDEOS_OF_A_TASK = 32;

  private final SparkContext context;
  private final HadoopVideos videos;
  private final ReadSettings settings;
  private final Pushdown pushdown;
  private final ErrorSink errors;

  /**
   * @param videos where the videos are
   * @param errors where bad input goes
   */
  public SplitPlanner(
      SparkContext context,
      HadoopVideos videos,
      ReadSettings settings,
      Pushdown pushdown,
      ErrorSink errors) {
    this.context = context;
    this.videos = videos;
    this.settings = settings;
    this.pushdown = pushdown;
    this.errors = errors;
  }

  /**
   * Plans videos that the filter may take. Under a limit only so many are that should be enough:
   * the rest stays to be read, but Spark will hardly come to it.
   *
   * @return those that can be opened
   * @throws io.euge.EugeException as the cause of Spark's, for a video that cannot be opened and
   *     must not be left out
   */
  public List<PlannedVideo> plan(List<String> paths) {
    List<PlannedVideo> plans = new ArrayList<>(paths.size());
    int at = 0;
    int wave = pushdown.isLimited() ? context.defaultParallelism() : paths.size();
    long frames = 0;
    while (at < paths.size() && frames < pushdown.limit()) {
      int end = (int) Math.min(paths.size(), (long) at + wave);
      List<PlannedVideo> planned = run(paths.subList(at, end));
      frames += planned.stream().mapToLong(PlannedVideo::frames).sum();
      plans.addAll(planned);
      at = end;
      wave = Math.min(paths.size(), 4 * wave);
    }
    paths.subList(at, paths.size()).forEach(path -> plans.add(PlannedVideo.unopened(path)));
    return plans;
  }

  private List<PlannedVideo> run(List<String> paths) {
    int tasks =
        Math.min(
            paths.size(),
            Math.max(4 * context.defaultParallelism(), paths.size() / VIDEOS_OF_A_TASK));
    String before = context.getLocalProperty("spark.job.description");
    context.setLocalProperty(ScanMetrics.PLANNING, String.valueOf(paths.size()));
    context.setJobDescription("planning " + paths.size() + " videos");
    try {
      LongAccumulator planned = context.longAccumulator(ScanMetrics.VIDEOS_PLANNED);
      return run(
          context,
          paths,
          tasks,
          new ProbeTask(videos, settings, pushdown.filter(), errors, planned));
    } finally {
      context.setLocalProperty(ScanMetrics.PLANNING, null);
      context.setJobDescription(before);
    }
  }

  /** Apart, so that a task carries nothing of the driver's. */
  private static List<PlannedVideo> run(
      SparkContext context, List<String> paths, int tasks, ProbeTask probing) {
    return JavaSparkContext.fromSparkContext(context)
        .parallelize(new ArrayList<>(paths), tasks)
        .mapPartitions(probing)
        .collect();
  }
}
