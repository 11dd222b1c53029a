package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.ClockState;

/**
 * Computes the seconds of frames, in the order of output, from their presentation times. Seconds
 * count from the first frame of the video and never decrease.
 *
 * <p>Where the times of packets go back in decoding order, as where two recordings were joined, all
 * later frames are shifted so that the next one follows by one nominal duration. A frame that is
 * out of order follows the one before by a nominal duration and shifts nothing: one whose time is
 * less than that of the frame before, or is too late, so that one of the next few frames is before
 * it and not before the frame before. Equal times stay equal, and a gap stays a gap. A frame
 * without a time follows the one before by a nominal duration.
 */
public final class FrameClock {
  /** So many frames behind one tell whether its time is too late. */
  static final int LOOKAHEAD = 3;

  /** Times that differ have a difference of a tick, and sums a part of one. */
  private static final double ROUNDING = 0.001;

  private static final double DEFAULT_FRAME_SECONDS = 0.04;

  private final double tick;
  private final double frameSeconds;

  /** Whether the container has decoding times only: frames are shown at these in turn. */
  private final boolean derived;

  private final TickQueue decodingTimes = new TickQueue();
  private final PacketTimes packets;
  private CyclicClock cycle = CyclicClock.NONE;
  private long origin;
  private double shift;

  /** So many packets behind a frame's own may tell whether its time is too late. */
  private int near = Integer.MAX_VALUE;

  private double last;
  private double anchor;
  private long untimed;
  private boolean inOrder;

  /** Whether times go back before the next frame that has one. */
  private boolean back;

  /**
   * @param tick seconds of one tick of the stream's clock
   * @param framesPerSecond the nominal rate, 0 if unknown
   * @param derived whether the container has no presentation times, but decoding times
   * @param state where to go on
   */
  public FrameClock(double tick, double framesPerSecond, boolean derived, ClockState state) {
    this.tick = tick;
    this.frameSeconds = framesPerSecond > 0 ? 1 / framesPerSecond : DEFAULT_FRAME_SECONDS;
    this.derived = derived;
    this.origin = state.origin();
    this.shift = state.shift();
    this.last = state.last();
    this.anchor = state.anchor();
    this.untimed = state.untimed();
    this.packets = new PacketTimes(state.lastPacket(), state.packetBeforeLast());
  }

  /** Sets after how many ticks the times begin again. */
  FrameClock withCycle(CyclicClock clock) {
    cycle = clock;
    packets.setCycle(clock);
    return this;
  }

  /**
   * Makes seconds independent of how far packets are read ahead, where many without a visible frame
   * come between two frames.
   *
   * @param limit half as many packets as are surely read when the seconds of a frame are asked for
   */
  void lookAhead(int limit) {
    near = limit - 1;
    packets.limitSuspicion(limit);
  }

  /**
   * Takes the time of the next packet in decoding order that promises a frame.
   *
   * @param sequence the packet's number in decoding order
   * @param time its decoding time, or one that grows as that does; unknown where it has none
   */
  void addPacket(long sequence, long time) {
    packets.add(sequence, time);
    if (derived) {
      decodingTimes.add(time);
    }
  }

  /** Passes over a frame that is output before the first one that counts. */
  void skip() {
    if (derived) {
      decodingTimes.remove();
    }
  }

  /**
   * Returns the seconds of the next frame.
   *
   * @param times presentation times in ticks in the order of output, {@code AV_NOPTS_VALUE} where
   *     unknown
   * @param sequences the numbers of the packets of these frames in decoding order
   * @param at the frame's place in these
   * @param end the end of these, {@link #LOOKAHEAD} frames behind it if there are as many
   */
  double next(long[] times, long[] sequences, int at, int end) {
    back |= packets.passJumps(sequences[at]);
    long time = derived ? decodingTimes.remove() : times[at];
    boolean first = last == Double.NEGATIVE_INFINITY;
    double following = first ? 0 : anchor + (untimed + 1) * frameSeconds;
    inOrder = time != AV_NOPTS_VALUE;
    if (!inOrder) {
      follow(following, first);
      return last;
    }
    if (Double.isNaN(shift)) {
      origin = time;
      shift = following;
    }
    double seconds = seconds(time);
    if (seconds < last && back) {
      shift += following - seconds;
      seconds = seconds(time);
    }
    back = false;
    inOrder = seconds >= last && (first || !isTooLate(seconds, times, sequences, at, end));
    double next = seconds < last ? beforeNext(following, times, sequences, at, end) : following;
    if (!inOrder && next == following) {
      follow(following, false);
      return last;
    }
    last = inOrder ? seconds : next;
    anchor = last;
    untimed = 0;
    return last;
  }

  /**
   * Returns the seconds of a time; those of the last frame where only rounding makes it earlier.
   */
  private double seconds(long time) {
    double seconds = (unwrapped(time) - origin) * tick + shift;
    return seconds < last && seconds > last - ROUNDING * tick ? last : seconds;
  }

  /** Returns a time that begins again as one near that of the last frame. */
  private long unwrapped(long time) {
    boolean known = cycle.period() > 0 && last > Double.NEGATIVE_INFINITY;
    return known ? cycle.time(time, origin + Math.round((last - shift) / tick)) : time;
  }

  /** Returns whether one of the next few frames is before this one, but not before the last. */
  private boolean isTooLate(double seconds, long[] times, long[] sequences, int at, int end) {
    for (int i = at + 1; i <= at + LOOKAHEAD && isComparable(sequences, at, i, end); i++) {
      double next = times[i] == AV_NOPTS_VALUE ? Double.NaN : seconds(times[i]);
      if (next < seconds && next >= last) {
        return true;
      }
    }
    return false;
  }

  /** Returns these seconds, or those of one of the next few frames that they would delay. */
  private double beforeNext(double seconds, long[] times, long[] sequences, int at, int end) {
    double earliest = seconds;
    for (int i = at + 1; i <= at + LOOKAHEAD && isComparable(sequences, at, i, end); i++) {
      double next = times[i] == AV_NOPTS_VALUE ? Double.NaN : seconds(times[i]);
      earliest = next >= last && next < earliest ? next : earliest;
    }
    return earliest;
  }

  private boolean isComparable(long[] sequences, int at, int next, int end) {
    return !derived
        && next < end
        && sequences[next] - sequences[at] <= near
        && !jumpsUpTo(sequences[next]);
  }

  /** Returns whether the last frame has its own time, in the order of those around it. */
  public boolean isInOrder() {
    return inOrder;
  }

  private void follow(double seconds, boolean first) {
    last = seconds;
    if (first) {
      anchor = seconds;
    } else {
      untimed++;
    }
  }

  /** Returns the seconds of the last frame; negative infinity before the first of the video. */
  double last() {
    return last;
  }

  /**
   * Returns whether the clock needs the presentation time of a keyframe for telling whether later
   * times go back.
   */
  public boolean usesPresentationTimes() {
    return !derived;
  }

  /** Returns whether times go back between the last frame and that of a packet. */
  public boolean jumpsUpTo(long sequence) {
    return back || packets.jumpUpTo(sequence);
  }

  /** Returns whether it is known where times go back among the packets before this one. */
  public boolean isDecidedBefore(long sequence) {
    return packets.isDecidedBefore(sequence);
  }

  /**
   * Returns how the clock stands after the last frame.
   *
   * @param sequence the first packet that is read by who goes on from here, one of the last that
   *     were added
   */
  public ClockState state(long sequence) {
    return new ClockState(
        origin,
        shift,
        last,
        anchor,
        untimed,
        packets.lastBefore(sequence),
        packets.secondBefore(sequence));
  }
}
