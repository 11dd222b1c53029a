package io.euge.video.split;

import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.VideoSource;
import io.euge.video.decode.Decoder;
import io.euge.video.demux.Demuxer;
import java.io.Serializable;
import java.util.List;

/**
 * The segments of a video. Together they have each of its frames exactly once, with the pixels,
 * index and time that it has when the video is read as a whole.
 *
 * @param info what the container declares
 * @param segments in presentation order, at least one
 * @param notice why a long video is one segment, for the user; null otherwise
 */
public record SegmentPlan(VideoInfo info, List<Segment> segments, String notice)
    implements Serializable {

  /**
   * Plans by the container's index where it has one (MP4, MOV), else by reading through the file
   * (Matroska, AVI, MPEG-TS); nothing is decoded. A video that is not longer than one and a half
   * segments is not split.
   *
   * @param segmentSeconds the approximate length of a segment; 0 for never splitting
   * @throws VideoException as {@code VideoReader#open}
   */
  public static SegmentPlan of(VideoSource source, double segmentSeconds) {
    try (Demuxer demuxer = Demuxer.open(source)) {
      Decoder.check(demuxer);
      VideoInfo info = demuxer.info();
      if (!(segmentSeconds > 0) || info.seconds() <= 1.5 * segmentSeconds) {
        return new SegmentPlan(info, List.of(Segment.whole()), null);
      }
      SplitPoints points = SplitPointFinder.find(demuxer, segmentSeconds);
      return new SegmentPlan(info, points.segments(), points.notice());
    }
  }
}
