package io.euge.video.split;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.RandomAccessPoint;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.FrameOrder;
import io.euge.video.demux.PacketWindow;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Finds split points by reading all packets of a file without an index of them. */
final class PacketSplitter {
  private PacketSplitter() {}

  /**
   * Finds the points.
   *
   * @param packet the first keyframe
   */
  static void split(Demuxer demuxer, AVPacket packet, SplitPoints points) {
    FrameOrder order = new FrameOrder(0);
    try (PacketWindow window = new PacketWindow(demuxer, order, packet, false)) {
      if (window.isOrdered()) {
        split(demuxer, window, order, packet, points);
      } else {
        points.reject("it has no presentation times, or interlaced fields");
      }
    }
  }

  private static void split(
      Demuxer demuxer, PacketWindow window, FrameOrder order, AVPacket packet, SplitPoints points) {
    double tick = demuxer.tick();
    double previous = (window.start() - demuxer.startTicks()) * tick;
    double last = demuxer.info().seconds() + previous;
    long highest = Long.MIN_VALUE;
    for (long at = window.next(packet); at >= 0; at = window.next(packet)) {
      long pts = packet.pts();
      int position = order.find(pts);
      if (pts == AV_NOPTS_VALUE
          || (position < 0 && pts >= window.start() && window.isShown(packet))) {
        points.reject("its presentation times are missing or jump back");
        return;
      }
      boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
      if (key) {
        points.addKeyframe();
      }
      double seconds = (pts - demuxer.startTicks()) * tick;
      if (key
          && position >= 0
          && pts > highest
          && points.isAfterLast(order.index(position), pts)
          && points.isDue(previous, seconds, last)
          && (packet.flags() & AV_PKT_FLAG_CORRUPT) == 0) {
        previous = seconds;
        points.add(
            new RandomAccessPoint(order.index(position), seconds, pts, packet.dts(), packet.pos()));
      }
      highest = Math.max(highest, pts);
      order.removeThrough(at);
      av_packet_unref(packet);
    }
  }
}
