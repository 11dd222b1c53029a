package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/**
 * Generates presentation times for packets whose container has decoding times only, as AVI.
 * Pictures are shown at the decoding times in turn: each B picture when it arrives, every other one
 * when the next of those arrives (ISO/IEC 14496-2, 6.1.3.8).
 *
 * <p>From any keyframe on it generates the same times, because all pictures before it are then
 * shown.
 */
final class PtsGenerator {
  /** Start code of a video object plane; two bits follow: I, P, B or sprite. */
  private static final int PLANE = 0x1B6;

  private static final int B = 2;
  private static final int MAX_HEADER_BYTES = 256;

  private final boolean hasBPictures;
  private final long[] unused = new long[2 * PacketWindow.REACH];
  private int first;
  private int count;

  PtsGenerator(int codecId) {
    this.hasBPictures = codecId == AV_CODEC_ID_MPEG4;
  }

  /** Adds the decoding time of the next packet. */
  void add(long dts) {
    unused[(first + count++) % unused.length] = dts;
  }

  /** Returns the earliest time that was not taken yet. */
  long take() {
    long time = unused[first];
    first = (first + 1) % unused.length;
    count--;
    return time;
  }

  /** Returns whether a packet is a B picture. */
  boolean isB(AVPacket packet) {
    if (!hasBPictures) {
      return false;
    }
    BytePointer data = packet.data();
    int length = Math.min(packet.size(), MAX_HEADER_BYTES);
    int last4 = 0;
    for (int i = 0; i < length; i++) {
      int next = data.get(i) & 0xff;
      if (last4 == PLANE) {
        return next >> 6 == B;
      }
      last4 = last4 << 8 | next;
    }
    return false;
  }
}
