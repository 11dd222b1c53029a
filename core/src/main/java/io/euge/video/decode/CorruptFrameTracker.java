package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.euge.video.VideoException.Code;
import io.euge.video.demux.FrameOrder;

/**
 * Finds the frames that may have been decoded from damaged packets: all that come later in decoding
 * order, up to the next keyframe, and what is shown before that keyframe.
 */
final class CorruptFrameTracker {
  private final FrameOrder order;
  private final DamageLog damage;
  private long resumedAt;
  private long handedOn = -1;

  /** The packets shown before the keyframe where decoding began; no other needs them. */
  private long firstLeading = Long.MAX_VALUE;

  private long lastLeading = -1;
  private boolean skipping;

  /**
   * @param start presentation time of the keyframe that decoding begins with
   */
  CorruptFrameTracker(FrameOrder order, DamageLog damage, long start) {
    this.order = order;
    this.damage = damage;
    this.resumedAt = start;
  }

  /** Whether packets are left out up to the next keyframe. */
  boolean isSkipping() {
    return skipping;
  }

  /**
   * The next packet in decoding order.
   *
   * @param place of the frame it promises, or -1
   */
  void handedOn(long sequence, long time, int place, boolean isKey) {
    handedOn = sequence;
    boolean leading = time != AV_NOPTS_VALUE && time < resumedAt;
    if (leading) {
      firstLeading = sequence > lastLeading + 1 ? sequence : firstLeading;
      lastLeading = sequence;
    }
    if (place >= 0 && (leading || (skipping && !isKey))) {
      order.mark(place, FrameOrder.SUSPECT);
    }
  }

  /** Decoding begins anew with the keyframe that was handed on last. */
  void resume(long time) {
    skipping = false;
    resumedAt = time;
    damage.resumesWith(handedOn);
  }

  /**
   * This packet is damaged, or the frame decoded from it.
   *
   * @return whether anything is lost by it
   */
  boolean damaged(long from, String words) {
    if (from >= firstLeading && from <= lastLeading) {
      return false;
    }
    damage.causedBy(Code.DAMAGED, words);
    int before = order.keyBefore(from);
    int at = order.decodedWith(from);
    int after = order.keyAfter(from);
    if (before >= 0 && at >= 0 && order.time(at) < order.time(before)) {
      // Shown before its keyframe: nothing but its like is decoded from it.
      mark(from, from, order.time(before));
      damage.resumesWith(order.sequence(before));
    } else if (after >= 0 && order.sequence(after) <= handedOn) {
      resumedAt = order.time(after);
      mark(from, order.sequence(after), resumedAt);
      damage.resumesWith(order.sequence(after));
    } else {
      mark(from, Long.MAX_VALUE, Long.MAX_VALUE);
      skipping = damage.isTolerant();
    }
    return true;
  }

  /** Of the packets handed on from one on: those before another, and those shown before a time. */
  private void mark(long from, long before, long time) {
    for (int i = 0; i < order.size(); i++) {
      long decoded = order.sequence(i);
      if (decoded >= from && decoded <= handedOn && (decoded < before || order.time(i) < time)) {
        order.mark(i, FrameOrder.SUSPECT);
      }
    }
  }
}
