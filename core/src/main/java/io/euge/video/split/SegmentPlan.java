package io.euge.video.split;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import io.euge.video.Orientation;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.VideoSource;
import io.euge.video.decode.Decoder;
import io.euge.video.decode.DisplayOrientation;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.KeyframeSeeker;
import java.io.Serializable;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

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

  /** Plans segments of about so many seconds; 0 for never splitting. */
  public static SegmentPlan of(VideoSource source, double seconds) {
    return of(source, SegmentLength.of(seconds));
  }

  /**
   * Plans by the container's index where it has one (MP4, MOV), else by reading through the file
   * (Matroska, AVI, MPEG-TS); nothing is decoded but a first frame that says how it is turned. A
   * video that is not longer than one and a half segments is not split.
   *
   * @param length about how long segments are
   * @throws VideoException as {@code VideoReader#open}
   */
  public static SegmentPlan of(VideoSource source, SegmentLength length) {
    AVPacket first = av_packet_alloc();
    try (Demuxer demuxer = Demuxer.open(source)) {
      Decoder.check(demuxer);
      boolean begins = new KeyframeSeeker(demuxer).first(first);
      Orientation orientation =
          begins ? DisplayOrientation.of(demuxer, first) : demuxer.orientation();
      VideoInfo info = demuxer.info(orientation);
      double seconds = length.ofVideo(info.seconds());
      if (!begins || !(seconds > 0) || info.seconds() <= 1.5 * seconds) {
        return new SegmentPlan(info, List.of(Segment.whole()), null);
      }
      SplitPoints points = SplitPointFinder.find(demuxer, first, seconds);
      boolean isLong = !(info.seconds() <= 1.5 * length.seconds());
      return new SegmentPlan(info, points.segments(orientation), isLong ? points.notice() : null);
    } finally {
      av_packet_free(first);
    }
  }
}
