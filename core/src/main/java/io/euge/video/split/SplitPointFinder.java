package io.euge.video.split;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.demux.ContainerFormat;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.KeyframeSeeker;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Finds the split points of a video by its index if that is complete, else by reading it. */
final class SplitPointFinder {
  private SplitPointFinder() {}

  /**
   * Finds the split points.
   *
   * @param demuxer that read the first keyframe and nothing else
   * @param first the first keyframe; its content may be moved out of it
   * @param length seconds of a segment
   */
  static SplitPoints find(Demuxer demuxer, AVPacket first, double length) {
    SplitPoints points = new SplitPoints(length);
    if (demuxer.container() == ContainerFormat.OTHER) {
      points.reject("its container is none of MP4, MOV, Matroska, WebM, AVI and MPEG-TS");
    } else if (demuxer.startTicks() == AV_NOPTS_VALUE) {
      points.reject("it does not declare when it starts");
    } else if (!demuxer.isIndexed()) {
      PacketSplitter.split(demuxer, first, points);
    } else if (!IndexSplitter.split(demuxer, first, points)) {
      points = new SplitPoints(length);
      KeyframeSeeker seeker = new KeyframeSeeker(demuxer);
      if (seeker.seek(demuxer.index().entry(0).timestamp()) && seeker.first(first)) {
        PacketSplitter.split(demuxer, first, points);
      }
    }
    return points;
  }
}
