package io.euge.video.demux;

import java.util.Arrays;

/**
 * The frames that packets promise, sorted by presentation time, from the last one that was removed
 * on. A frame's index is its position in this order, so it is known before anything is decoded and
 * does not change when a frame before it is lost.
 *
 * <p>Entries are addressed by their position, which changes when an earlier one is added or
 * removed.
 */
public final class FrameOrder {
  /** Flags of an entry. */
  public static final int KEY = 1;

  public static final int SELECTED = 2;

  /** May refer to corrupt packets: not output. */
  public static final int CORRUPT = 4;

  /** Came out of the decoder. */
  public static final int DECODED = 8;

  /** Perhaps no frame: the packet may only say that nothing changes. */
  static final int MAYBE_EMPTY = 16;

  private long[] times = new long[64];
  private long[] sequences = new long[64];
  private int[] flags = new int[64];
  private int size;
  private boolean abandoned;
  private long firstIndex;
  private long lastRemoved = Long.MIN_VALUE;

  /**
   * @param firstIndex index of the first frame that will be added
   */
  public FrameOrder(long firstIndex) {
    this.firstIndex = firstIndex;
  }

  /**
   * Adds the frame that one packet promises.
   *
   * @param sequence the packet's number in decoding order
   * @return false if there is a frame of this time already, or if it was removed
   */
  boolean add(long pts, long sequence, int initialFlags) {
    if (pts <= lastRemoved) {
      return false;
    }
    int at = size;
    while (at > 0 && times[at - 1] > pts) {
      at--;
    }
    if (at > 0 && times[at - 1] == pts) {
      return false;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      sequences = Arrays.copyOf(sequences, 2 * size);
      flags = Arrays.copyOf(flags, 2 * size);
    }
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(sequences, at, sequences, at + 1, size - at);
    System.arraycopy(flags, at, flags, at + 1, size - at);
    times[at] = pts;
    sequences[at] = sequence;
    flags[at] = initialFlags;
    size++;
    return true;
  }

  /** Returns the position of the frame with this presentation time, or -1. */
  public int find(long pts) {
    int at = Arrays.binarySearch(times, 0, size, pts);
    return at < 0 ? -1 : at;
  }

  /** Returns the frame's index in the whole video. */
  public long index(int position) {
    return firstIndex + position;
  }

  /** Returns the presentation time in ticks. */
  public long pts(int position) {
    return times[position];
  }

  /** Returns the number of the frame's packet in decoding order. */
  public long sequence(int position) {
    return sequences[position];
  }

  public boolean has(int position, int flag) {
    return (flags[position] & flag) != 0;
  }

  public void set(int position, int flag) {
    flags[position] |= flag;
  }

  /**
   * Gives up the order: frames that come out of the decoder from here on have no position in it and
   * are counted.
   */
  public void abandon() {
    abandoned = true;
  }

  public boolean isAbandoned() {
    return abandoned;
  }

  public int size() {
    return size;
  }

  /** Returns the position of the first keyframe that is decoded after this packet, or -1. */
  public int keyframeAfter(long sequence) {
    for (int i = 0; i < size; i++) {
      if (has(i, KEY) && sequences[i] > sequence) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the position of the last keyframe that is decoded before this packet, or -1. */
  public int keyframeBefore(long sequence) {
    for (int i = size - 1; i >= 0; i--) {
      if (has(i, KEY) && sequences[i] < sequence) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the position of the frame that this packet promises, or -1. */
  public int findSequence(long sequence) {
    for (int i = 0; i < size; i++) {
      if (sequences[i] == sequence) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns whether a frame that is decoded before this packet is still to come out of the decoder.
   *
   * @param pts presentation time of the last frame that came out
   */
  public boolean isPending(long sequence, long pts) {
    for (int i = 0; i < size; i++) {
      if (sequences[i] < sequence && times[i] > pts && !has(i, DECODED)) {
        return true;
      }
    }
    return false;
  }

  /** Counts the selected frames among the first {@code n} entries that are certainly frames. */
  public int countPromised(int n) {
    int promised = 0;
    for (int i = 0; i < n; i++) {
      promised += (flags[i] & (SELECTED | MAYBE_EMPTY)) == SELECTED ? 1 : 0;
    }
    return promised;
  }

  /** Counts those of the first {@code n} entries whose packets follow this one. */
  public int countAfter(long sequence, int n) {
    int after = 0;
    for (int i = 0; i < n; i++) {
      after += sequences[i] > sequence ? 1 : 0;
    }
    return after;
  }

  /** Removes the earliest entries whose packets were read up to this one. */
  public void removeThrough(long sequence) {
    int n = 0;
    while (n < size && sequences[n] <= sequence) {
      n++;
    }
    removeFirst(n);
  }

  /** Removes the first {@code n} entries: their frames have been output, or never will be. */
  public void removeFirst(int n) {
    if (n > 0) {
      lastRemoved = times[n - 1];
      System.arraycopy(times, n, times, 0, size - n);
      System.arraycopy(sequences, n, sequences, 0, size - n);
      System.arraycopy(flags, n, flags, 0, size - n);
      size -= n;
      firstIndex += n;
    }
  }
}
