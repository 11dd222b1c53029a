package io.euge.spark.source.planning;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The videos of a scan and their segments.
 *
 * @param listed the number of videos found, including those that the filter excludes
 */
public record ScanPlan(int listed, List<VideoSplits> videos) {
  private static final Logger LOG = LoggerFactory.getLogger(ScanPlan.class);

  /** Returns the tasks, long ones first. */
  public InputPartition[] longestFirst(TaskPacker packer) {
    return packer.longestFirst(videos);
  }

  /** Returns the tasks in the order of videos and time. */
  public InputPartition[] inOrder(TaskPacker packer) {
    return packer.inOrder(videos);
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
    return "videos read " + read() + " of " + listed + ", segments " + segments();
  }

  private long segments() {
    return videos.stream().mapToLong(video -> video.splits().size()).sum();
  }
}
