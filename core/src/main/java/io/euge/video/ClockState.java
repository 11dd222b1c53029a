package io.euge.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.Serializable;

/**
 * The state of a video's clock between two frames, from which the times of later frames are
 * computed.
 *
 * @param origin ticks of the stream's clock that count as 0
 * @param shift seconds that are added to times since the origin; they increase where recordings
 *     were joined
 * @param last seconds of the last frame
 * @param anchor seconds of the last frame whose time was known
 * @param untimed the number of frames after that one
 * @param lastPacket ticks of the packet before the next one in decoding order, or {@code
 *     AV_NOPTS_VALUE}
 * @param packetBeforeLast ticks of the packet before that
 */
public record ClockState(
    long origin,
    double shift,
    double last,
    double anchor,
    long untimed,
    long lastPacket,
    long packetBeforeLast)
    implements Serializable {
  /** The state before the first frame of a video. */
  public static final ClockState START =
      new ClockState(
          0, Double.NaN, Double.NEGATIVE_INFINITY, Double.NaN, 0, AV_NOPTS_VALUE, AV_NOPTS_VALUE);

  /** Returns the state before the first frame of a video whose time is known. */
  public static ClockState startingAt(long origin) {
    return new ClockState(
        origin, 0, START.last, START.anchor, 0, START.lastPacket, START.packetBeforeLast);
  }
}
