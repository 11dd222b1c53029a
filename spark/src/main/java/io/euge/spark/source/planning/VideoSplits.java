package io.euge.spark.source.planning;

import io.euge.spark.filter.RowCountEstimator;
import io.euge.spark.recording.Recording;
import io.euge.video.Segment;
import java.io.Serializable;
import java.util.List;

/**
 * The splits of one video that a scan reads.
 *
 * @param notice why a long video is not split; null if it is
 */
public record VideoSplits(Recording video, List<Split> splits, String notice)
    implements Serializable {
  /**
   * A segment, which one task reads.
   *
   * @param rows the estimated number of rows; {@link RowCountEstimator#UNKNOWN} if not known
   * @param seconds its length; NaN if not known
   */
  public record Split(Segment segment, long rows, double seconds) implements Serializable {}

  /** Returns the single split of a video that was not opened for planning. */
  static VideoSplits unopened(Recording video) {
    return new VideoSplits(
        video, List.of(new Split(Segment.whole(), RowCountEstimator.UNKNOWN, Double.NaN)), null);
  }

  /** Returns the estimated number of rows; 0 if not known. */
  public long rows() {
    return rows(List.of(this));
  }

  /** Returns the estimated number of rows of several videos; 0 if not known of one of them. */
  static long rows(List<VideoSplits> videos) {
    long sum = 0;
    for (VideoSplits video : videos) {
      for (Split split : video.splits) {
        if (split.rows == RowCountEstimator.UNKNOWN) {
          return 0;
        }
        sum += split.rows;
      }
    }
    return sum;
  }
}
