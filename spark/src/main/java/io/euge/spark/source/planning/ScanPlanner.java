package io.euge.spark.source.planning;

import io.euge.spark.conf.ReadSettings;
import io.euge.spark.errors.ScanErrors;
import io.euge.spark.filter.FrameRange;
import io.euge.spark.filter.RowSelection;
import io.euge.spark.recording.Recording;
import io.euge.spark.storage.HadoopStorage;
import io.euge.spark.storage.VideoFiles;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Plans a scan on the driver: lists the videos, drops those that the filter excludes, and has the
 * others split.
 *
 * @param storage where the videos are
 */
public record ScanPlanner(
    SparkSession spark, HadoopStorage storage, ReadSettings settings, RowSelection selection) {
  /**
   * Plans the scan.
   *
   * @param errors collects the errors of the videos
   * @throws io.euge.EugeException if a path has no video, or too many videos are bad
   */
  public ScanPlan plan(ScanErrors errors) {
    List<Recording> videos =
        new VideoFiles(spark.sessionState().newHadoopConf()).list(settings.paths());
    List<Recording> selected =
        videos.stream()
            .filter(video -> selection.filter().mightMatch(FrameRange.of(video)))
            .toList();
    errors.begin(selected.stream().map(Recording::path).toList());
    VideoSplitter splitter =
        new VideoSplitter(
            storage, settings.segmentSeconds(), settings.decode().sampling(), selection.filter());
    ScanPlan plan =
        new ScanPlan(
            videos.size(),
            new SplitPlanner(spark.sparkContext(), splitter, errors.sink())
                .plan(selected, selection));
    errors.checkFraction();
    plan.logUnsplit();
    return plan;
  }
}
