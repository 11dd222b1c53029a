package io.euge.spark.source.planning;

import io.euge.spark.filter.FrameFilter;
import io.euge.spark.filter.FrameRange;
import io.euge.spark.filter.RowCountEstimator;
import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.VideoSplits.Split;
import io.euge.spark.storage.HadoopStorage;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoInfo;
import io.euge.video.split.SegmentLength;
import io.euge.video.split.SegmentPlan;
import java.io.Serializable;
import java.util.List;

/**
 * Opens a video and splits it into the segments that the filter does not exclude.
 *
 * @param length about how long segments are
 */
record VideoSplitter(
    HadoopStorage storage, SegmentLength length, Sampling sampling, FrameFilter filter)
    implements Serializable {
  /**
   * Splits a video.
   *
   * @throws io.euge.video.VideoException if it cannot be opened
   */
  VideoSplits split(Recording video) {
    SegmentPlan plan = SegmentPlan.of(storage.video(video), length);
    List<Split> splits =
        plan.segments().stream()
            .filter(segment -> filter.mightMatch(FrameRange.of(video, segment)))
            .map(segment -> split(video, plan.info(), segment))
            .toList();
    return new VideoSplits(video, splits, splits.isEmpty() ? null : plan.notice());
  }

  private Split split(Recording video, VideoInfo info, Segment segment) {
    double end = segment.to() == null ? info.seconds() : segment.end();
    return new Split(
        segment,
        RowCountEstimator.estimate(video, info, segment, sampling, filter),
        end - segment.start());
  }
}
