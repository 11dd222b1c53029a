package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.ClockState;

/**
 * Computes the seconds of frames, in the order of output, from their presentation times. Seconds
 * count from the first frame of the video and never decrease.
 *
 * <p>Where the times of packets go back in decoding order, as where two recordings were joined, all
 * later frames are shifted so that the next one follows by one nominal duration. A single frame
 * whose time is less than that of the one before follows it by a nominal duration and shifts
 * nothing. Equal times stay equal, and a gap stays a gap. A frame without a time follows the one
 * before by a nominal duration.
 */
public final class FrameClock {
  private static final double DEFAULT_FRAME_SECONDS = 0.04;

  private final double tick;
  private final double frameSeconds;

  /** Whether the container has decoding times only: frames are shown at these in turn. */
  private final boolean derived;

  private final TickQueue decodingTimes = new TickQueue();
  private final TickQueue jumps = new TickQueue();
  private long lastTime = AV_NOPTS_VALUE;

  /** The packet whose time is less than that of the one before; -1 once that is decided. */
  private long suspect = -1;

  private long lastKeyPts = AV_NOPTS_VALUE;
  private long origin;
  private double shift;
  private double last;
  private double anchor;
  private long untimed;

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
   * Takes the times of the next packet in decoding order that promises a frame. Times go back where
   * that of a keyframe does, or those of two packets in a row.
   *
   * @param sequence the packet's number in decoding order
   * @param time its decoding time, or one that grows as that does; unknown where it has none
   */
  void addPacket(long sequence, long pts, long time, boolean isKey) {
    boolean back = false;
    if (isKey && pts != AV_NOPTS_VALUE && !derived) {
      back = lastKeyPts != AV_NOPTS_VALUE && pts < lastKeyPts;
      lastKeyPts = pts;
    }
    if (back) {
      jumps.add(suspect >= 0 && time < lastTime ? suspect : sequence);
      suspect = -1;
      lastTime = time;
    } else if (time != AV_NOPTS_VALUE) {
      followTime(sequence, time);
    }
    if (derived) {
      decodingTimes.add(time);
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
    }
    suspect = -1;
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
   * @param pts its presentation time in ticks, or {@code AV_NOPTS_VALUE}
   * @param sequence the number of its packet in decoding order
   */
  double next(long pts, long sequence) {
    boolean back = false;
    while (!jumps.isEmpty() && jumps.first() <= sequence) {
      jumps.remove();
      back = true;
    }
    long time = derived ? decodingTimes.remove() : pts;
    boolean first = last == Double.NEGATIVE_INFINITY;
    double following = first ? 0 : anchor + (untimed + 1) * frameSeconds;
    if (time == AV_NOPTS_VALUE) {
      follow(following, first);
      return last;
    }
    if (Double.isNaN(shift)) {
      origin = time;
      shift = following;
    }
    double seconds = (time - origin) * tick + shift;
    if (seconds < last) {
      if (!back) {
        follow(following, false);
        return last;
      }
      shift += following - seconds;
      seconds = following;
    }
    last = seconds;
    anchor = seconds;
    untimed = 0;
    return last;
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
