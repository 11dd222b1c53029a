package io.euge.video.decode;

import io.euge.video.VideoException.Code;
import io.euge.video.demux.FrameOrder;

/**
 * Marks the frames that may refer to corrupt packets: all that come later in decoding order, up to
 * the next keyframe, and what is shown before that keyframe.
 */
final class CorruptFrameTracker {
  private final FrameOrder order;
  private final DamageLog damage;
  private long restartRank;
  private long lastRead = -1;

  /**
   * The packets shown before the keyframe where decoding began: no other frame refers to theirs.
   */
  private long firstLeading = Long.MAX_VALUE;

  private long lastLeading = -1;
  private boolean skipping;

  /**
   * @param startRank rank of the keyframe that decoding begins with
   */
  CorruptFrameTracker(FrameOrder order, DamageLog damage, long startRank) {
    this.order = order;
    this.damage = damage;
    this.restartRank = startRank;
  }

  /** Returns whether packets are left out up to the next keyframe. */
  boolean isSkipping() {
    return skipping;
  }

  /**
   * Notes the next packet in decoding order.
   *
   * @param position of the frame it promises in the order, or -1
   */
  void packetRead(long sequence, long rank, int position, boolean isKey) {
    lastRead = sequence;
    boolean leading = rank < restartRank;
    if (leading) {
      firstLeading = sequence > lastLeading + 1 ? sequence : firstLeading;
      lastLeading = sequence;
    }
    if (position >= 0 && (leading || (skipping && !isKey))) {
      order.set(position, FrameOrder.CORRUPT);
    }
  }

  /** Returns the number of the last packet that was read, in decoding order; -1 before any. */
  long lastRead() {
    return lastRead;
  }

  /** Notes that decoding restarts with the keyframe that was read last. */
  void restart(long rank) {
    skipping = false;
    restartRank = rank;
    damage.setRestart(lastRead);
  }

  /**
   * Marks the frames that refer to a corrupt packet.
   *
   * @return whether any frame is lost by it
   */
  boolean corrupt(long from, String cause) {
    if (from >= firstLeading && from <= lastLeading) {
      return false;
    }
    damage.setCause(Code.DAMAGED, cause);
    int before = order.keyframeBefore(from);
    int at = order.findSequence(from);
    int after = order.keyframeAfter(from);
    if (before >= 0 && at >= 0 && order.rank(at) < order.rank(before)) {
      // Shown before its keyframe: only frames like it refer to it.
      mark(from, from, order.rank(before));
      damage.setRestart(order.sequence(before));
    } else if (after >= 0 && order.sequence(after) <= lastRead) {
      restartRank = order.rank(after);
      mark(from, order.sequence(after), restartRank);
      damage.setRestart(order.sequence(after));
    } else {
      mark(from, Long.MAX_VALUE, Long.MAX_VALUE);
      skipping = damage.isTolerant();
    }
    return true;
  }

  /**
   * Marks, of the packets read from one on, those before another and those output before a rank.
   */
  private void mark(long from, long before, long rank) {
    for (int i = 0; i < order.size(); i++) {
      long decoded = order.sequence(i);
      if (decoded >= from && decoded <= lastRead && (decoded < before || order.rank(i) < rank)) {
        order.set(i, FrameOrder.CORRUPT);
      }
    }
  }
}
