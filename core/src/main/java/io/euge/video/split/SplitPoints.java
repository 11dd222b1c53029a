package io.euge.video.split;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.RandomAccessPoint;
import io.euge.video.Segment;
import io.euge.video.demux.Demuxer;
import io.euge.video.demux.Demuxer.Kind;
import io.euge.video.demux.FrameOrder;
import io.euge.video.demux.PacketWindow;
import io.euge.video.demux.RandomAccessCheck;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;

/**
 * Finds the keyframes at which a video is cut: each the first that lies a segment's length after
 * the one before, from which on everything can be decoded, and whose index is known for certain.
 */
final class SplitPoints implements AutoCloseable {
  private final Demuxer container;
  private final double length;
  private final double tick;
  private final AVPacket packet = av_packet_alloc();
  private final RandomAccessCheck clean;
  private final List<RandomAccessPoint> found = new ArrayList<>();
  private int keyframes;
  private String notice;

  /**
   * @param container open at its beginning
   * @param length seconds of a segment
   */
  SplitPoints(Demuxer container, double length) {
    this.container = container;
    this.length = length;
    this.tick = container.tick();
    this.clean = new RandomAccessCheck(container.parameters());
  }

  /** The segments between the cuts, in order of presentation. */
  List<Segment> segments() {
    if (container.kind() == Kind.OTHER) {
      notice = "its container is none of MP4, MOV, Matroska, WebM, AVI and MPEG-TS";
    } else if (container.startTicks() == AV_NOPTS_VALUE) {
      notice = "it does not tell when it starts";
    } else if (container.goTo(null, packet)) {
      if (container.hasIndex() && container.indexed() > 0 && !container.isFragmented()) {
        byIndex();
      } else {
        byReading();
      }
    }
    List<Segment> segments = new ArrayList<>();
    RandomAccessPoint from = null;
    for (RandomAccessPoint cut : found) {
      segments.add(new Segment(from, cut));
      from = cut;
    }
    segments.add(new Segment(from, null));
    if (found.isEmpty() && notice == null) {
      notice =
          keyframes < 2
              ? "it has only one keyframe where decoding can begin"
              : "decoding cannot begin at any of its keyframes near the end of a segment";
    }
    return segments;
  }

  /** Why there is no cut in a video that is long enough; null if there is one. */
  String notice() {
    return found.isEmpty() ? notice : null;
  }

  /** Cuts by the index; reads only the keyframes that are taken and a few packets after each. */
  private void byIndex() {
    long firstDts = packet.dts();
    long uncounted = leading(packet.pts());
    long shown = 0;
    double cutAt = firstDts * tick;
    int count = container.indexed();
    double last = container.indexed(count - 1).timestamp() * tick;
    for (int i = 0; i < count; i++) {
      AVIndexEntry entry = container.indexed(i);
      long dts = entry.timestamp();
      boolean key = (entry.flags() & AVIndexEntry.AVINDEX_KEYFRAME) != 0;
      if (dts == firstDts) {
        uncounted += shown;
      } else if (key && isDue(cutAt, dts * tick, last) && readsTo(dts)) {
        long pts = packet.pts();
        long position = packet.pos();
        long frame = shown - uncounted + leading(pts);
        if (isLater(frame, pts)) {
          found.add(new RandomAccessPoint(frame, seconds(pts), pts, dts, position));
          cutAt = dts * tick;
        }
      }
      keyframes += key ? 1 : 0;
      shown += (entry.flags() & AVIndexEntry.AVINDEX_DISCARD_FRAME) == 0 ? 1 : 0;
    }
  }

  /** The times of a damaged file may jump back: there is no cut then. */
  private boolean isLater(long frame, long pts) {
    RandomAccessPoint last = found.isEmpty() ? null : found.get(found.size() - 1);
    return last == null ? frame > 0 : frame > last.frame() && pts > last.pts();
  }

  private boolean readsTo(long dts) {
    if (!container.goTo(dts, packet)) {
      return false;
    }
    return packet.pts() != AV_NOPTS_VALUE && clean.at(packet);
  }

  /**
   * How many frames follow the keyframe in the file and are shown before it. Once a packet is
   * decoded at the keyframe's time or later, none comes any more: nothing is shown before it is
   * decoded.
   */
  private long leading(long keyPts) {
    long count = 0;
    long dts = AV_NOPTS_VALUE;
    while (dts < keyPts) {
      av_packet_unref(packet);
      if (container.read(packet) < 0) {
        break;
      }
      dts = packet.dts();
      boolean isShown = (packet.flags() & AV_PKT_FLAG_DISCARD) == 0;
      count += isShown && packet.pts() < keyPts ? 1 : 0;
    }
    av_packet_unref(packet);
    return count;
  }

  /** Cuts where the file has no index of all packets: reads through it. */
  private void byReading() {
    FrameOrder order = new FrameOrder(0);
    try (PacketWindow window = new PacketWindow(container, order, packet, false)) {
      if (!window.isOrdered()) {
        notice = "it has no presentation times, or interlaced fields";
        return;
      }
      double last = container.info().seconds() + seconds(window.start());
      double cutAt = seconds(window.start());
      long highest = Long.MIN_VALUE;
      for (long at = window.next(packet); at >= 0; at = window.next(packet)) {
        long time = packet.pts();
        int place = order.place(time);
        if (time == AV_NOPTS_VALUE
            || (place < 0 && time >= window.start() && window.isShown(packet))) {
          notice = "its presentation times are missing or jump back";
          found.clear();
          return;
        }
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        keyframes += key ? 1 : 0;
        if (key
            && place >= 0
            && time > highest
            && isLater(order.index(place), time)
            && isDue(cutAt, seconds(time), last)
            && (packet.flags() & AV_PKT_FLAG_CORRUPT) == 0) {
          cutAt = seconds(time);
          found.add(
              new RandomAccessPoint(order.index(place), cutAt, time, packet.dts(), packet.pos()));
        }
        highest = Math.max(highest, time);
        order.passThrough(at);
        av_packet_unref(packet);
      }
    }
  }

  /** Whether a cut here leaves a segment of about the wanted length on both sides. */
  private boolean isDue(double cutAt, double seconds, double last) {
    return seconds - cutAt >= length && !(last - seconds < length / 2);
  }

  private double seconds(long ticks) {
    return (ticks - container.startTicks()) * tick;
  }

  @Override
  public void close() {
    clean.close();
    av_packet_free(packet);
  }
}
