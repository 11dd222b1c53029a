package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Arrays;

/**
 * Finds where the times of packets go back in decoding order, as where two recordings were joined:
 * where those of two packets in a row do, unless the packet before these was a single one that is
 * too late.
 */
final class PacketTimes {
  /** More than the packets that are read ahead. */
  private static final int REMEMBERED = 64;

  private final TickQueue jumps = new TickQueue();
  private CyclicClock cycle = CyclicClock.NONE;
  private long last;
  private long beforeLast;

  /** The packet whose time is less than that of the one before; -1 once that is decided. */
  private long suspect = -1;

  /** A packet so far behind the suspect decides nothing. */
  private long limit = Long.MAX_VALUE;

  /** The last packet that was passed at which times go back. */
  private long passed = -1;

  /** What was known before each of the last packets. */
  private final long[] lasts = new long[REMEMBERED];

  private final long[] befores = new long[REMEMBERED];
  private final boolean[] decided = new boolean[REMEMBERED];

  /**
   * @param last time of the packet before the first one that will be added
   * @param beforeLast time of the packet before that
   */
  PacketTimes(long last, long beforeLast) {
    this.last = last;
    this.beforeLast = beforeLast;
    Arrays.fill(lasts, AV_NOPTS_VALUE);
    Arrays.fill(befores, AV_NOPTS_VALUE);
  }

  /** Sets after how many ticks the times begin again. */
  void setCycle(CyclicClock cycle) {
    this.cycle = cycle;
  }

  /**
   * Sets how many packets behind the first whose time goes back the next one with a time may be
   * that makes it a joint.
   */
  void limitSuspicion(int packets) {
    limit = packets;
  }

  /**
   * Takes the time of the next packet in decoding order.
   *
   * @param sequence the packet's number
   * @param time its time, {@code AV_NOPTS_VALUE} where it has none
   */
  void add(long sequence, long time) {
    int slot = (int) (sequence % REMEMBERED);
    lasts[slot] = last;
    befores[slot] = beforeLast;
    decided[slot] = suspect < 0;
    if (time != AV_NOPTS_VALUE) {
      passLatePacket(time);
      follow(sequence, time);
    }
  }

  /** Forgets the time of the packet before if it is later than this one, which is in order. */
  private void passLatePacket(long time) {
    boolean known = suspect < 0 && beforeLast != AV_NOPTS_VALUE;
    if (known && cycle.isBefore(time, last) && !cycle.isBefore(time, beforeLast)) {
      last = beforeLast;
    }
  }

  private void follow(long sequence, long time) {
    boolean less = last != AV_NOPTS_VALUE && cycle.isBefore(time, last);
    if (less && (suspect < 0 || sequence - suspect > limit)) {
      suspect = sequence;
      return;
    }
    if (less) {
      jumps.add(suspect);
      last = AV_NOPTS_VALUE;
    }
    suspect = -1;
    beforeLast = last;
    last = time;
  }

  /** Returns whether times go back at a packet up to this one, since the last that was passed. */
  boolean jumpUpTo(long sequence) {
    return !jumps.isEmpty() && jumps.first() <= sequence;
  }

  /** Forgets where times go back up to a packet, and returns whether they do. */
  boolean passJumps(long sequence) {
    boolean back = false;
    while (jumpUpTo(sequence)) {
      passed = jumps.remove();
      back = true;
    }
    return back;
  }

  /**
   * Returns whether it was decided, before a packet was added, where times go back before it, and
   * no jump behind it was passed.
   */
  boolean isDecidedBefore(long sequence) {
    return passed < sequence && decided[(int) (sequence % REMEMBERED)];
  }

  /** Returns the time of the packet before one of those that were added last. */
  long lastBefore(long sequence) {
    return lasts[(int) (sequence % REMEMBERED)];
  }

  /** Returns the time of the packet before that. */
  long secondBefore(long sequence) {
    return befores[(int) (sequence % REMEMBERED)];
  }
}
