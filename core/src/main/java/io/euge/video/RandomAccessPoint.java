package io.euge.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.Serializable;

/**
 * A keyframe at which a video can be split: the frames shown from it on are decoded without earlier
 * packets.
 *
 * @param frame its index in presentation order, from 0
 * @param seconds its presentation time from the first frame of the video
 * @param pts its presentation time in ticks of the stream's clock
 * @param dts its decoding time in the same ticks, which seeking uses
 * @param position the position of its packet in the file in bytes, which identifies it
 * @param clock the state of the clock before it
 */
public record RandomAccessPoint(
    long frame, double seconds, long pts, long dts, long position, ClockState clock)
    implements Serializable {
  /**
   * Returns whether this is the keyframe of a packet. Its decoding time may be unknown after a
   * seek, or differ if FFmpeg estimates it. If a position occurs twice, the times differ.
   */
  public boolean is(long packetPosition, long packetPts, long packetDts) {
    boolean sameTime = packetPts == pts && pts != AV_NOPTS_VALUE;
    return packetPosition == position
        && (sameTime || packetDts == dts || packetDts == AV_NOPTS_VALUE);
  }
}
