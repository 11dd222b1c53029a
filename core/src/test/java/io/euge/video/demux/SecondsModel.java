package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.demux.PacketStream.Packet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rules of docs/videos.md for {@code seconds}, applied to all packets of a video at once. */
final class SecondsModel {
  /** So many frames behind one tell whether its time is too late. */
  private static final int NEXT = 3;

  private final List<Packet> packets;
  private final List<Packet> frames;
  private final List<Integer> jumps;
  private final long nominal;

  /** What is added to times; null before any is known. */
  private Long offset;

  private long last;

  /** Whether times go back before the next frame that has one. */
  private boolean back;

  /**
   * @param packets in decoding order
   * @param first the position of the first frame that counts, in the order of output
   * @param nominal ticks of a frame
   */
  SecondsModel(List<Packet> packets, long first, long nominal) {
    this.packets = packets;
    this.frames =
        packets.stream()
            .filter(packet -> packet.shown() >= first)
            .sorted(Comparator.comparingLong(Packet::shown))
            .toList();
    this.jumps = jumps(packets);
    this.nominal = nominal;
  }

  /**
   * Returns the packets with which the packets' times go back: those of two in a row are less than
   * the time before. A single one that was too late is no time before.
   */
  private static List<Integer> jumps(List<Packet> packets) {
    List<Integer> timed = new ArrayList<>();
    for (int i = 0; i < packets.size(); i++) {
      if (packets.get(i).dts() != AV_NOPTS_VALUE) {
        timed.add(i);
      }
    }
    List<Integer> jumps = new ArrayList<>();
    List<Long> before = new ArrayList<>();
    for (int i = 0; i < timed.size(); i++) {
      long time = packets.get(timed.get(i)).dts();
      int known = before.size();
      if (known > 0 && time < before.get(known - 1)) {
        if (known > 1 && time >= before.get(known - 2)) {
          before.remove(known - 1);
        } else if (i + 1 == timed.size()) {
          break;
        } else if (packets.get(timed.get(i + 1)).dts() < before.get(known - 1)) {
          jumps.add(timed.get(i));
          before.clear();
          time = packets.get(timed.get(++i)).dts();
        } else {
          time = packets.get(timed.get(++i)).dts();
        }
      }
      before.add(time);
    }
    return jumps;
  }

  /** Returns the seconds of each frame, in ticks, in the order of output. */
  List<Long> ticks() {
    List<Long> ticks = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      last = i == 0 ? first() : after(i);
      ticks.add(last);
    }
    return ticks;
  }

  private long first() {
    back = passJump(frames.get(0)) && frames.get(0).pts() == AV_NOPTS_VALUE;
    if (frames.get(0).pts() != AV_NOPTS_VALUE) {
      offset = -frames.get(0).pts();
    }
    return 0;
  }

  private long after(int frame) {
    Packet packet = frames.get(frame);
    long following = last + nominal;
    back |= passJump(packet);
    if (packet.pts() == AV_NOPTS_VALUE) {
      return following;
    }
    if (offset == null || (back && packet.pts() + offset < last)) {
      offset = following - packet.pts();
    }
    back = false;
    long ticks = packet.pts() + offset;
    long next = earliestOfNext(frame);
    if (ticks < last) {
      return Math.min(following, next);
    }
    return next < ticks ? following : ticks;
  }

  /** Returns whether times go back up to a packet, and they did not with a frame before. */
  private boolean passJump(Packet packet) {
    int position = packets.indexOf(packet);
    return jumps.removeIf(jump -> jump <= position);
  }

  /** Returns the earliest of the times of the next frames that is not before the last frame. */
  private long earliestOfNext(int frame) {
    long earliest = Long.MAX_VALUE;
    for (int i = frame + 1; i < Math.min(frames.size(), frame + 1 + NEXT); i++) {
      Packet packet = frames.get(i);
      int position = packets.indexOf(packet);
      if (jumps.stream().anyMatch(jump -> jump <= position)) {
        break;
      }
      if (packet.pts() != AV_NOPTS_VALUE && packet.pts() + offset >= last) {
        earliest = Math.min(earliest, packet.pts() + offset);
      }
    }
    return earliest;
  }
}
