package io.euge.video.split;

import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.VideoSource;
import io.euge.video.decode.Decoder;
import io.euge.video.demux.Demuxer;
import java.io.Serializable;
import java.util.List;

/**
 * How a video is cut into segments. Together they hold each of its frames exactly once, with the
 * pixels, index and time that it has when the video is read as a whole.
 *
 * @param info what the container says
 * @param segments in order of presentation, at least one
 * @param notice why it is one segment although it is long, in words for the user; null if it is not
 */
public record SegmentPlan(VideoInfo info, List<Segment> segments, String notice)
    implements Serializable {

  /**
   * Plans by the container's index where it has one (MP4, MOV), else by reading through the file
   * (Matroska, AVI, MPEG-TS); nothing is decoded. A video that is not longer than one and a half
   * segments is not looked into.
   *
   * @param segmentSeconds the length to come near to; 0 for never splitting
   * @throws VideoException as {@code VideoReader#open}
   */
  public static SegmentPlan of(VideoSource source, double segmentSeconds) {
    try (Demuxer container = Demuxer.open(source)) {
      new Decoder(container, DecodeOptions.DEFAULT).close();
      VideoInfo info = container.info();
      if (!(segmentSeconds > 0) || info.seconds() <= 1.5 * segmentSeconds) {
        return new SegmentPlan(info, List.of(Segment.whole()), null);
      }
      try (SplitPoints cuts = new SplitPoints(container, segmentSeconds)) {
        return new SegmentPlan(info, cuts.segments(), cuts.notice());
      }
    }
  }
}
