package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.euge.video.demux.SideData;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Packets that are decoded only if a selected frame turns out to refer to them: those of a group of
 * pictures after its last selected frame never are.
 */
final class DeferredPackets implements AutoCloseable {
  /** Two groups of 10 s at 25 frames a second; more than that is decoded, not kept. */
  static final int CAPACITY = 512;

  /** A packet and how it is decoded. */
  static final class Entry {
    private final AVPacket packet = av_packet_alloc();
    private long sequence;
    private boolean skippable;
    private boolean restart;
    private boolean half;

    /** Returns its number in decoding order. */
    long sequence() {
      return sequence;
    }

    /** Returns whether its frame is not selected, but perhaps a reference of others. */
    boolean isSkippable() {
      return skippable;
    }

    /** Returns whether the decoder has to be flushed before. */
    boolean isRestart() {
      return restart;
    }

    /** Returns whether the next packet completes its frame, and the decoder waits for that. */
    boolean isHalf() {
      return half;
    }

    void moveTo(AVPacket target) {
      av_packet_move_ref(target, packet);
    }
  }

  private final Deque<Entry> waiting = new ArrayDeque<>();
  private final Deque<Entry> free = new ArrayDeque<>();

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean isFull() {
    return waiting.size() >= CAPACITY;
  }

  void add(AVPacket packet, long sequence, boolean skippable, boolean restart, boolean half) {
    Entry entry = free.isEmpty() ? new Entry() : free.pop();
    av_packet_move_ref(entry.packet, packet);
    entry.sequence = sequence;
    entry.skippable = skippable;
    entry.restart = restart;
    entry.half = half;
    waiting.add(entry);
  }

  /** Removes and returns the oldest. Its packet must be moved out of it before the next call. */
  Entry take() {
    Entry entry = waiting.remove();
    free.push(entry);
    return entry;
  }

  /** Releases all packets, but for what they say about later ones. */
  void clear(SideData sideData) {
    while (!waiting.isEmpty()) {
      AVPacket packet = take().packet;
      sideData.keep(packet);
      av_packet_unref(packet);
    }
  }

  @Override
  public void close() {
    while (!waiting.isEmpty()) {
      av_packet_unref(take().packet);
    }
    free.forEach(entry -> av_packet_free(entry.packet));
    free.clear();
  }
}
