package io.euge.spark.source.planning;

import io.euge.spark.conf.ReadSettings;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.errors.ScanErrors;
import io.euge.spark.filter.FrameRange;
import io.euge.spark.filter.RowSelection;
import io.euge.spark.recording.Recording;
import io.euge.spark.storage.HadoopStorage;
import io.euge.spark.storage.VideoFiles;
import io.euge.video.split.SegmentLength;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
    List<Recording> videos = settings.recordings().apply(files().list(settings.paths()));
    List<Recording> selected =
        videos.stream()
            .filter(video -> selection.filter().mightMatch(FrameRange.of(video)))
            .toList();
    int slots = TaskSlots.of(spark.sparkContext());
    errors.begin(selected.stream().map(Recording::path).toList());
    Set<Recording> small = new SmallVideos(storage, settings, selection, slots).of(selected);
    List<VideoSplits> opened =
        split(
            selected.stream().filter(video -> !small.contains(video)).toList(),
            settings.segments().forVideos(selected.size(), slots),
            errors.sink());
    ScanPlan plan = new ScanPlan(videos.size(), inOrder(selected, small, opened));
    errors.checkFraction();
    plan.logUnsplit();
    return plan;
  }

  /**
   * Lists the videos that are there, which may be none, with their cameras and starts.
   *
   * @throws io.euge.EugeException if a path does not exist
   */
  public List<Recording> list() {
    return settings.recordings().apply(files().listWhatIsThere(settings.paths()));
  }

  private VideoFiles files() {
    return new VideoFiles(spark.sessionState().newHadoopConf());
  }

  /** Splits videos whatever their number, and returns those that can be opened. */
  public List<VideoSplits> split(List<Recording> videos, ErrorSink errors) {
    return split(videos, settings.segments(), errors);
  }

  private List<VideoSplits> split(List<Recording> videos, SegmentLength length, ErrorSink errors) {
    VideoSplitter splitter =
        new VideoSplitter(storage, length, settings.decode().sampling(), selection.filter());
    return new SplitPlanner(spark.sparkContext(), splitter, errors).plan(videos, selection);
  }

  /** Returns the splits of those videos that are small or could be opened. */
  private static List<VideoSplits> inOrder(
      List<Recording> selected, Set<Recording> small, List<VideoSplits> opened) {
    Map<String, VideoSplits> splits =
        opened.stream().collect(Collectors.toMap(video -> video.video().path(), video -> video));
    small.forEach(video -> splits.put(video.path(), VideoSplits.unopened(video)));
    return selected.stream()
        .map(video -> splits.get(video.path()))
        .filter(Objects::nonNull)
        .toList();
  }
}
