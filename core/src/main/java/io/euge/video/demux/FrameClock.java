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

  private static final double DEFAULT_FRAME_SECONDS = 0.04;

  private final double tick;
  private final double frameSeconds;

  /** Whether the container has decoding times only: frames are shown at these in turn. */
  private final boolean derived;

  private final TickQueue decodingTimes = new TickQueue();
  private final TickQueue jumps = new TickQueue();
  private long lastTime = AV_NOPTS_VALUE;
  private long timeBeforeLast = AV_NOPTS_VALUE;

  /** The packet whose time is less than that of the one before; -1 once that is decided. */
  private long suspect = -1;

  private long origin;
  private double shift;
  private double last;
  private double anchor;
  private long untimed;
  private boolean inOrder;

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
  }

  /**
   * Takes the time of the next packet in decoding order that promises a frame. Times go back where
   * those of two packets in a row do, unless the packet before these was a single one that is too
   * late.
   *
   * @param sequence the packet's number in decoding order
   * @param time its decoding time, or one that grows as that does; unknown where it has none
   */
  void addPacket(long sequence, long time) {
    if (time != AV_NOPTS_VALUE) {
      passLatePacket(time);
      followTime(sequence, time);
    }
    if (derived) {
      decodingTimes.add(time);
    }
  }

  /** Forgets the time of the packet before if it is later than this one, which is in order. */
  private void passLatePacket(long time) {
    boolean known = suspect < 0 && timeBeforeLast != AV_NOPTS_VALUE;
    if (known && time < lastTime && time >= timeBeforeLast) {
      lastTime = timeBeforeLast;
    }
  }

  private void followTime(long sequence, long time) {
    boolean less = lastTime != AV_NOPTS_VALUE && time < lastTime;
    if (less && suspect < 0) {
      suspect = sequence;
      return;
    }
    if (less) {
      jumps.add(suspect);
      lastTime = AV_NOPTS_VALUE;
    }
    suspect = -1;
    setLastTime(time);
  }

  private void setLastTime(long time) {
    timeBeforeLast = lastTime;
    lastTime = time;
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
    boolean back = false;
    while (!jumps.isEmpty() && jumps.first() <= sequences[at]) {
      jumps.remove();
      back = true;
    }
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
      seconds = following;
    }
    inOrder = seconds >= last && (first || !isTooLate(seconds, times, sequences, at, end));
    if (!inOrder) {
      follow(seconds < last ? beforeNext(following, times, sequences, at, end) : following, false);
      return last;
    }
    last = seconds;
    anchor = seconds;
    untimed = 0;
    return last;
  }

  private double seconds(long time) {
    return (time - origin) * tick + shift;
  }

  /** Returns whether one of the next few frames is before this one, but not before the last. */
  private boolean isTooLate(double seconds, long[] times, long[] sequences, int at, int end) {
    for (int i = at + 1; i <= at + LOOKAHEAD && isComparable(sequences, i, end); i++) {
      double next = times[i] == AV_NOPTS_VALUE ? Double.NaN : seconds(times[i]);
      if (next < seconds && next >= last) {
        return true;
      }
    }
    return false;
  }

  /** Returns these seconds, or those of the next frame if they would delay that one. */
  private double beforeNext(double seconds, long[] times, long[] sequences, int at, int end) {
    boolean known = isComparable(sequences, at + 1, end) && times[at + 1] != AV_NOPTS_VALUE;
    double next = known ? seconds(times[at + 1]) : Double.NaN;
    return next >= last && next < seconds ? next : seconds;
  }

  private boolean isComparable(long[] sequences, int at, int end) {
    return !derived && at < end && !jumpsUpTo(sequences[at]);
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
    return !jumps.isEmpty() && jumps.first() <= sequence;
  }

  /** Returns how the clock stands after the last frame. */
  public ClockState state() {
    return new ClockState(origin, shift, last, anchor, untimed);
  }
}
