package io.euge.video.decode;

import io.euge.video.VideoException.Code;
import io.euge.video.demux.FrameOrder;
import io.euge.video.demux.PacketWindow;

/**
 * Marks the frames that may refer to corrupt packets: all that come later in decoding order, up to
 * the next keyframe, and what is shown before that keyframe.
 */
final class CorruptFrameTracker {
  /** More than the packets that may be read before one of them is decoded. */
  private static final int REMEMBERED = DeferredPackets.CAPACITY + 2 * PacketWindow.REACH;

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

  /** The ranks of the last packets, and the keyframe before each, which may be output already. */
  private final long[] ranks = new long[REMEMBERED];

  private final boolean[] disposable = new boolean[REMEMBERED];

  /** The packets that promise the frames which these are of: of a second field the one before. */
  private final long[] promising = new long[REMEMBERED];

  private final long[] keySequences = new long[REMEMBERED];
  private final long[] keyRanks = new long[REMEMBERED];

  /** The keyframe of which a picture that is shown before it is corrupt. */
  private long spoiled = -1;

  private long keySequence = -1;
  private long keyRank = Long.MIN_VALUE;

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
   * @param isDisposable whether no other frame refers to that one
   */
  void packetRead(long sequence, long rank, int position, boolean isKey, boolean isDisposable) {
    lastRead = sequence;
    remember(sequence, rank, isKey);
    disposable[(int) (sequence % REMEMBERED)] = isDisposable;
    promising[(int) (sequence % REMEMBERED)] = sequence;
    boolean leading = rank < restartRank;
    if (leading) {
      firstLeading = sequence > lastLeading + 1 ? sequence : firstLeading;
      lastLeading = sequence;
    }
    boolean refersToCorrupt = skipping ? !isKey : keySequence == spoiled && rank < keyRank;
    if (position >= 0 && (leading || refersToCorrupt)) {
      order.set(position, FrameOrder.CORRUPT);
    }
  }

  /** Notes that the packet that was read last completes the frame of the one before. */
  void frameCompleted() {
    if (lastRead > 0) {
      promising[(int) (lastRead % REMEMBERED)] = promising[(int) ((lastRead - 1) % REMEMBERED)];
    }
  }

  private long promising(long sequence) {
    return sequence > lastRead - REMEMBERED && sequence >= 0
        ? promising[(int) (sequence % REMEMBERED)]
        : sequence;
  }

  private void remember(long sequence, long rank, boolean isKey) {
    keySequence = isKey ? sequence : keySequence;
    keyRank = isKey ? rank : keyRank;
    int slot = (int) (sequence % REMEMBERED);
    ranks[slot] = rank;
    keySequences[slot] = keySequence;
    keyRanks[slot] = keyRank;
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
   * Marks the frame that a packet did not decode to, and those that refer to it: none if no frame
   * does.
   *
   * @return whether any frame is lost by it
   */
  boolean undecodable(long packet, String cause) {
    long from = promising(packet);
    int at = order.findSequence(from);
    if (at < 0 || from <= lastRead - REMEMBERED || !disposable[(int) (from % REMEMBERED)]) {
      return corrupt(from, cause);
    }
    if (from >= firstLeading && from <= lastLeading) {
      return false;
    }
    damage.setCause(Code.CORRUPT, cause);
    damage.setRestart(from + 1);
    order.set(at, FrameOrder.CORRUPT);
    return true;
  }

  /**
   * Marks the frames that refer to a corrupt packet, or to one that vanished behind it.
   *
   * @return whether any frame is lost by it
   */
  boolean corrupt(long packet, String cause) {
    long from = promising(packet);
    if (from >= firstLeading && from <= lastLeading) {
      return false;
    }
    damage.setCause(Code.CORRUPT, cause);
    int after = order.keyframeAfter(from);
    int slot = (int) (from % REMEMBERED);
    if (from > lastRead - REMEMBERED && ranks[slot] < keyRanks[slot]) {
      // Shown before its keyframe: only frames like it refer to it.
      spoiled = keySequences[slot];
      mark(from, from, keyRanks[slot]);
      damage.setRestart(keySequences[slot]);
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
