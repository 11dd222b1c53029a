package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Counts the pictures of MP4 fragments that FFmpeg discards without a word: those of the first
 * fragment of a recording that was joined to one that ends later. Their packets come, marked as to
 * be discarded, and their decoding times go back.
 */
final class DiscardedFragments {
  private final boolean isFragmented;
  private final DamageLog damage;
  private long lastDts = AV_NOPTS_VALUE;
  private long pictures;
  private boolean isInside;

  /**
   * @param isFragmented whether the video has fragments; in others an edit list hides packets
   */
  DiscardedFragments(boolean isFragmented, DamageLog damage) {
    this.isFragmented = isFragmented;
    this.damage = damage;
  }

  /**
   * Takes the next packet in decoding order.
   *
   * @param sequence its number
   */
  void packetRead(AVPacket packet, long sequence, boolean hasPicture) {
    boolean discarded = isFragmented && (packet.flags() & AV_PKT_FLAG_DISCARD) != 0;
    boolean back = lastDts != AV_NOPTS_VALUE && packet.dts() <= lastDts;
    isInside = discarded && (isInside || (back && packet.dts() != AV_NOPTS_VALUE));
    pictures += isInside && hasPicture ? 1 : 0;
    if (!isInside) {
      report(sequence);
    }
    lastDts = packet.dts() == AV_NOPTS_VALUE ? lastDts : packet.dts();
  }

  /** Notes that there are no more packets. */
  void end() {
    report(Long.MAX_VALUE);
  }

  private void report(long sequence) {
    if (pictures > 0) {
      damage.addDiscarded(pictures, sequence);
      pictures = 0;
    }
  }
}
