package io.euge.video.split;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
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
   * @param demuxer open at its beginning
   * @param length seconds of a segment
   */
  static SplitPoints find(Demuxer demuxer, double length) {
    SplitPoints points = new SplitPoints(length);
    AVPacket packet = av_packet_alloc();
    try {
      if (demuxer.container() == ContainerFormat.OTHER) {
        points.reject("its container is none of MP4, MOV, Matroska, WebM, AVI and MPEG-TS");
      } else if (demuxer.startTicks() == AV_NOPTS_VALUE) {
        points.reject("it does not tell when it starts");
      } else if (new KeyframeSeeker(demuxer).first(packet)) {
        if (demuxer.index().isComplete()) {
          IndexSplitter.split(demuxer, packet, points);
        } else {
          PacketSplitter.split(demuxer, packet, points);
        }
      }
      return points;
    } finally {
      av_packet_free(packet);
    }
  }
}
