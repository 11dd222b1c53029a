package io.euge.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Arrays;

/**
 * Counts the frames that the packets promise, so that one a decoder drops in silence is missed.
 *
 * <p>Frames before the first one that comes out are not promised: a recording may begin in the
 * middle of a group of pictures.
 */
final class Due {
  private long[] early = new long[64];
  private int earlyCount;
  private long first = AV_NOPTS_VALUE;
  private long frames;

  /** A packet that is to be shown goes into the decoder. */
  void packet(long pts) {
    if (early == null) {
      frames += pts >= first ? 1 : 0;
      return;
    }
    if (earlyCount == early.length) {
      early = Arrays.copyOf(early, 2 * earlyCount);
    }
    early[earlyCount++] = pts;
  }

  /** A frame comes out of the decoder. */
  void frame(long pts) {
    if (early != null) {
      first = pts;
      for (int i = 0; i < earlyCount; i++) {
        frames += early[i] >= first ? 1 : 0;
      }
      early = null;
    }
  }

  long frames() {
    return frames;
  }
}
