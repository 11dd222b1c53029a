package io.euge.spark.source.planning;

import io.euge.spark.filter.FrameFilter;
import io.euge.spark.filter.FrameRange;
import io.euge.spark.filter.RowCountEstimator;
import io.euge.spark.source.planning.VideoSplits.Split;
import io.euge.spark.storage.HadoopStorage;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoInfo;
import io.euge.video.split.SegmentPlan;
import java.io.Serializable;
import java.util.List;

/**
 * Opens a video and splits it into the segments that the filter does not exclude.
 *
 * @param segmentSeconds the approximate length of a segment; 0 for whole videos
 */
record VideoSplitter(
    HadoopStorage storage, double segmentSeconds, Sampling sampling, FrameFilter filter)
    implements Serializable {
  /**
   * Splits a video.
   *
   * @throws io.euge.video.VideoException if it cannot be opened
   */
  VideoSplits split(String path) {
    SegmentPlan plan = SegmentPlan.of(storage.video(path), segmentSeconds);
    List<Split> splits =
        plan.segments().stream()
            .filter(segment -> filter.mightMatch(FrameRange.of(path, segment)))
            .map(segment -> split(path, plan.info(), segment))
            .toList();
    return new VideoSplits(path, splits, splits.isEmpty() ? null : plan.notice());
  }

  private Split split(String path, VideoInfo info, Segment segment) {
    double end = segment.to() == null ? info.seconds() : segment.end();
    return new Split(
        segment,
        RowCountEstimator.estimate(path, info, segment, sampling, filter),
        end - segment.start());
  }
}
