package io.euge.spark.source;

import io.euge.spark.errors.ScanErrors;
import io.euge.spark.errors.VideoError;
import io.euge.spark.source.planning.ScanPlan;
import io.euge.spark.ui.ScanPlanned;
import io.euge.spark.ui.UiEvents;
import io.euge.spark.ui.VideoSummary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.types.StructType;

/** Tells Spark's UI of a scan that is planned. */
final class ScanAnnouncement {
  private ScanAnnouncement() {}

  /**
   * Posts the event, where somebody may see it.
   *
   * @param rows how many are expected; 0 if unknown
   */
  static void post(
      SparkContext context,
      FrameFormat format,
      StructType columns,
      ScanPlan plan,
      long rows,
      ScanErrors errors) {
    UiEvents.post(context, () -> event(context, format, columns, plan, rows, errors));
  }

  private static ScanPlanned event(
      SparkContext context,
      FrameFormat format,
      StructType columns,
      ScanPlan plan,
      long rows,
      ScanErrors errors) {
    Set<String> read = new HashSet<>();
    plan.videos().stream()
        .filter(video -> !video.splits().isEmpty())
        .forEach(video -> read.add(video.video().path()));
    List<VideoError> unopened =
        errors.unopened().stream().filter(error -> !read.contains(error.video())).toList();
    return new ScanPlanned(
        UiEvents.scan(context),
        format.name() + format.description(columns),
        plan.read(),
        rows,
        unopened.size(),
        unopened.stream()
            .limit(ScanPlanned.MAX_FAILURES)
            .map(error -> VideoSummary.unopened(error.video(), error.summary()))
            .toList());
  }
}
