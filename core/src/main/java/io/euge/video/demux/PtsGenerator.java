package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/**
 * Presentation times for packets whose container has decoding times only, as AVI. Pictures are
 * shown at the decoding times in turn: each B picture when it arrives, every other one when the
 * next of those arrives (ISO/IEC 14496-2, 6.1.3.8).
 *
 * <p>Begun anew at a keyframe it gives the same times, for all pictures before it are then shown.
 */
final class PtsGenerator {
  /** Start code of a video object plane; two bits follow: I, P, B or sprite. */
  private static final int PLANE = 0x1B6;

  private static final int B = 2;
  private static final int LOOKED_AT = 256;

  private final boolean hasBPictures;
  private final long[] unused = new long[2 * PacketWindow.REACH];
  private int first;
  private int count;

  PtsGenerator(int codecId) {
    this.hasBPictures = codecId == AV_CODEC_ID_MPEG4;
  }

  /** The next packet in decoding order. */
  void arrives(long dts) {
    unused[(first + count++) % unused.length] = dts;
  }

  /** The earliest time that was given to no picture yet. */
  long take() {
    long time = unused[first];
    first = (first + 1) % unused.length;
    count--;
    return time;
  }

  boolean isB(AVPacket packet) {
    if (!hasBPictures) {
      return false;
    }
    BytePointer data = packet.data();
    int length = Math.min(packet.size(), LOOKED_AT);
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
