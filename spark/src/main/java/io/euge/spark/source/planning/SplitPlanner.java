package io.euge.spark.source.planning;

import io.euge.Quantity;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.filter.RowSelection;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.recording.Recording;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Runs the Spark job that opens and splits every video once, so that thousands of files are not
 * opened one after the other on the driver.
 */
final class SplitPlanner {
  /** Few enough that tasks end evenly, and enough that the start of a task hardly counts. */
  private static final int VIDEOS_PER_TASK = 32;

  private final SparkContext context;
  private final VideoSplitter splitter;
  private final ErrorSink errors;

  /**
   * @param errors where bad input goes
   */
  SplitPlanner(SparkContext context, VideoSplitter splitter, ErrorSink errors) {
    this.context = context;
    this.splitter = splitter;
    this.errors = errors;
  }

  /**
   * Splits videos. Under a limit opens only as many as should be enough: the others are planned
   * unopened, and Spark will hardly read them.
   *
   * @return those that can be opened
   * @throws io.euge.EugeException as the cause of Spark's, for a video that cannot be opened and
   *     must not be left out
   */
  List<VideoSplits> plan(List<Recording> videos, RowSelection selection) {
    List<VideoSplits> plans = new ArrayList<>(videos.size());
    int start = 0;
    int wave = selection.isLimited() ? TaskSlots.of(context) : videos.size();
    long rows = 0;
    while (start < videos.size() && rows < selection.limit()) {
      int end = (int) Math.min(videos.size(), (long) start + wave);
      List<VideoSplits> planned = run(videos.subList(start, end));
      rows += planned.stream().mapToLong(VideoSplits::rows).sum();
      plans.addAll(planned);
      start = end;
      wave = (int) Math.min(videos.size(), 4L * wave);
    }
    videos.subList(start, videos.size()).forEach(video -> plans.add(VideoSplits.unopened(video)));
    return plans;
  }

  private List<VideoSplits> run(List<Recording> videos) {
    int tasks =
        (int)
            Math.min(
                videos.size(),
                Math.max(4L * TaskSlots.of(context), videos.size() / VIDEOS_PER_TASK));
    String previousDescription = context.getLocalProperty("spark.job.description");
    context.setLocalProperty(ScanMetrics.PLANNING, String.valueOf(videos.size()));
    context.setJobDescription("planning " + Quantity.of(videos.size(), "video"));
    try {
      LongAccumulator probed = context.longAccumulator(ScanMetrics.VIDEOS_PLANNED);
      return run(context, videos, tasks, new ProbeTask(splitter, errors, probed));
    } finally {
      context.setLocalProperty(ScanMetrics.PLANNING, null);
      context.setJobDescription(previousDescription);
    }
  }

  /** Runs the tasks. Static, so that a task does not capture the driver's objects. */
  private static List<VideoSplits> run(
      SparkContext context, List<Recording> videos, int tasks, ProbeTask task) {
    return JavaSparkContext.fromSparkContext(context)
        .parallelize(new ArrayList<>(videos), tasks)
        .mapPartitions(task)
        .collect();
  }
}
