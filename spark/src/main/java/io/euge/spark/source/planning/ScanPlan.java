package io.euge.spark.source.planning;

import io.euge.spark.source.planning.VideoSplits.Split;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.InputPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of a scan.
 *
 * @param listed the number of videos found, including those that the filter excludes
 */
public record ScanPlan(int listed, List<VideoSplits> videos) {
  private static final Logger LOG = LoggerFactory.getLogger(ScanPlan.class);

  private record Task(VideoPartition partition, double seconds) {}

  /**
   * Returns one task for each segment. Long ones come first, so that the cluster does not wait for
   * one of them at the end; those of about the same length stay in the order of videos and time.
   *
   * @param segmentSeconds the length of a segment, the unit in which lengths are compared; 0 for a
   *     second
   */
  public InputPartition[] longestFirst(double segmentSeconds) {
    double unit = segmentSeconds > 0 ? segmentSeconds : 1;
    return tasks()
        .sorted(Comparator.comparingLong((Task task) -> -Math.round(task.seconds / unit)))
        .map(Task::partition)
        .toArray(InputPartition[]::new);
  }

  /** Returns one task for each segment, in the order of videos and time. */
  public InputPartition[] inOrder() {
    return tasks().map(Task::partition).toArray(InputPartition[]::new);
  }

  private Stream<Task> tasks() {
    return videos.stream()
        .flatMap(
            video ->
                video.splits().stream()
                    .map(split -> new Task(partition(video, split), split.seconds())));
  }

  private static VideoPartition partition(VideoSplits video, Split split) {
    return new VideoPartition(video.video(), split.segment());
  }

  /** Returns the number of videos that are read. */
  public long read() {
    return videos.stream().filter(video -> !video.splits().isEmpty()).count();
  }

  /** Returns the number of long videos that could not be split. */
  public long unsplit() {
    return videos.stream().filter(video -> video.notice() != null).count();
  }

  /** Returns the estimated number of rows; 0 if not known. */
  public long rows() {
    return VideoSplits.rows(videos);
  }

  /** Logs in one line that long videos are one task each. */
  void logUnsplit() {
    videos.stream()
        .filter(video -> video.notice() != null)
        .findFirst()
        .ifPresent(
            first ->
                LOG.warn(
                    "{} of {} videos could not be split; the first is {}: {}",
                    unsplit(),
                    listed,
                    first.video().path(),
                    first.notice()));
  }

  /** Returns a description for the query plan. */
  public String description() {
    return "videos read " + read() + " of " + listed + ", segments " + tasks().count();
  }
}
