package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Packets that are decoded only when a wanted frame turns out to need them: those of a group of
 * pictures behind its last wanted frame never are.
 */
final class DeferredPackets implements AutoCloseable {
  /** Two groups of 10 s at 25 frames a second; more than that is decoded, not kept. */
  private static final int MOST = 512;

  /** A packet and what is to be done with it. */
  static final class Entry {
    private final AVPacket packet = av_packet_alloc();
    private long sequence;
    private boolean spare;
    private boolean fresh;

    /** Its number in decoding order. */
    long sequence() {
      return sequence;
    }

    /** Whether its frame is wanted by nobody but perhaps other frames. */
    boolean isSpare() {
      return spare;
    }

    /** Whether the decoder has to forget what it had before. */
    boolean isFresh() {
      return fresh;
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
    return waiting.size() >= MOST;
  }

  void add(AVPacket packet, long sequence, boolean spare, boolean fresh) {
    Entry entry = free.isEmpty() ? new Entry() : free.pop();
    av_packet_move_ref(entry.packet, packet);
    entry.sequence = sequence;
    entry.spare = spare;
    entry.fresh = fresh;
    waiting.add(entry);
  }

  /** The oldest; its packet is to be moved out of it before the next call. */
  Entry take() {
    Entry entry = waiting.remove();
    free.push(entry);
    return entry;
  }

  void clear() {
    while (!waiting.isEmpty()) {
      av_packet_unref(take().packet);
    }
  }

  @Override
  public void close() {
    clear();
    free.forEach(entry -> av_packet_free(entry.packet));
    free.clear();
  }
}
