package io.euge.video.split;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.ClockState;
import io.euge.video.RandomAccessPoint;
import io.euge.video.demux.ContainerFormat;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.FrameClock;
import io.euge.video.demux.FrameOrder;
import io.euge.video.demux.PacketIndex;
import io.euge.video.demux.PacketWindow;
import io.euge.video.demux.SideData;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Finds split points by reading all packets of a file without a usable index of them. */
final class PacketSplitter {
  private final PacketWindow window;
  private final FrameOrder order;
  private final FrameClock clock;
  private final SplitPoints points;
  private final PacketIndex index;

  /** Whether keyframes are sought by their times, which must not come twice. */
  private final boolean seeksTimes;

  private double previous;

  private PacketSplitter(
      Demuxer demuxer, PacketWindow window, FrameOrder order, SplitPoints points) {
    this.window = window;
    this.index = demuxer.index();
    this.seeksTimes = demuxer.container() == ContainerFormat.MATROSKA;
    this.order = order;
    this.clock = order.clock();
    this.points = points;
  }

  /**
   * Finds the points.
   *
   * @param packet the first keyframe
   */
  static void split(Demuxer demuxer, AVPacket packet, SplitPoints points) {
    FrameOrder order = new FrameOrder(0, demuxer.clock(packet, ClockState.START));
    double last = demuxer.seconds();
    try (PacketWindow window = new PacketWindow(demuxer, order, packet, false)) {
      new PacketSplitter(demuxer, window, order, points).split(packet, last);
    }
  }

  private void split(AVPacket packet, double last) {
    for (long at = window.next(packet); at >= 0; at = window.next(packet)) {
      if (at > 0 && SideData.hasPalette(packet)) {
        points.close("its palette changes");
        return;
      }
      if (seeksTimes && clock.jumpsUpTo(at)) {
        points.reject("its times go back");
        return;
      }
      int position = order.findSequence(at);
      if (position >= 0 && (packet.flags() & AV_PKT_FLAG_KEY) != 0) {
        points.addKeyframe();
        add(packet, at, position, last);
      }
      order.removeThrough(at);
      av_packet_unref(packet);
    }
  }

  private void add(AVPacket packet, long at, int position, double last) {
    long frame = order.index(position);
    if (frame == 0
        || packet.pos() < 0
        || !window.isIndependent()
        || packet.dts() == AV_NOPTS_VALUE
        || (packet.pts() == AV_NOPTS_VALUE && clock.usesPresentationTimes())
        || (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0
        // Where no keyframe is marked, none is found by its time.
        || (seeksTimes && !index.reaches(packet.pts()))) {
      return;
    }
    order.secondsBefore(position);
    ClockState state = clock.state(at);
    boolean certain = clock.isDecidedBefore(at) && !clock.jumpsUpTo(at);
    double seconds = order.seconds(position);
    certain &= clock.isInOrder() || !clock.usesPresentationTimes();
    if (certain && points.isDue(previous, seconds, last) && points.isAfterLast(frame)) {
      previous = seconds;
      points.add(
          new RandomAccessPoint(frame, seconds, packet.pts(), packet.dts(), packet.pos(), state));
    }
  }
}
