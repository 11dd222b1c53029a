package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Arrays;

/**
 * The frames that packets promise, in the order in which the decoder outputs them, from the last
 * one that was removed on. A frame's index is its position in this order, so it is known before
 * anything is decoded and does not change when a frame before it is lost. No timestamp takes part
 * in it.
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

  /** Its packet went to the decoder, which may not leave it out. */
  public static final int EXPECTED = 16;

  private long[] ranks = new long[64];
  private long[] sequences = new long[64];
  private long[] times = new long[64];
  private double[] seconds = new double[64];
  private int[] flags = new int[64];
  private int size;
  private long firstIndex;
  private final FrameClock clock;

  /** How many entries have their seconds. */
  private int timed;

  /** No entry is added before this position. */
  private int fixed;

  private double lastRemovedSeconds;

  /**
   * @param firstIndex index of the first frame that will be added
   * @param clock computes the seconds of frames, from the first that will be added on
   */
  public FrameOrder(long firstIndex, FrameClock clock) {
    this.firstIndex = firstIndex;
    this.clock = clock;
    this.lastRemovedSeconds = clock.last();
  }

  /**
   * Adds the frame that one packet promises. One that would come before a frame that was removed
   * becomes the first.
   *
   * @param rank see {@link io.euge.video.picture.PictureParser#rank}
   * @param sequence the packet's number in decoding order
   * @param pts its presentation time in ticks, or {@code AV_NOPTS_VALUE}
   */
  void add(long rank, long sequence, long pts, int initialFlags) {
    int at = size;
    while (at > first() && ranks[at - 1] > rank) {
      at--;
    }
    insert(at, rank, sequence, pts, initialFlags);
  }

  /**
   * Adds the frame of a corrupt packet, whose rank cannot be read: its time only shows where the
   * gap is that it leaves.
   */
  void addCorrupt(long sequence, long pts, int initialFlags) {
    int at = size;
    while (at > first() && pts != AV_NOPTS_VALUE && times[at - 1] > pts) {
      at--;
    }
    long rank = at > 0 ? ranks[at - 1] : size > 0 ? ranks[0] : 0;
    insert(at, rank, sequence, pts, initialFlags);
  }

  /** Places the frame of a packet that turned out to be corrupt as {@link #addCorrupt} does. */
  void placeByTime(long sequence) {
    int at = findSequence(sequence);
    if (at >= first()) {
      long pts = times[at];
      int flag = flags[at];
      move(at + 1, at);
      size--;
      addCorrupt(sequence, pts, flag);
    }
  }

  /** Adds a frame that is corrupt, behind all that were added. */
  void addLast(long sequence, long pts) {
    insert(size, size > 0 ? ranks[size - 1] : Long.MIN_VALUE, sequence, pts, CORRUPT);
  }

  /** Keeps all that were added before those that will be added. */
  void fix() {
    fixed = size;
  }

  /** Returns the first position at which an entry can be added. */
  private int first() {
    return Math.max(timed, fixed);
  }

  private void insert(int at, long rank, long sequence, long pts, int initialFlags) {
    if (size == ranks.length) {
      ranks = Arrays.copyOf(ranks, 2 * size);
      sequences = Arrays.copyOf(sequences, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
      seconds = Arrays.copyOf(seconds, 2 * size);
      flags = Arrays.copyOf(flags, 2 * size);
    }
    move(at, at + 1);
    ranks[at] = rank;
    sequences[at] = sequence;
    times[at] = pts;
    flags[at] = initialFlags;
    size++;
  }

  /** Moves the entries from a position on. */
  private void move(int from, int to) {
    System.arraycopy(ranks, from, ranks, to, size - from);
    System.arraycopy(sequences, from, sequences, to, size - from);
    System.arraycopy(times, from, times, to, size - from);
    System.arraycopy(seconds, from, seconds, to, size - from);
    System.arraycopy(flags, from, flags, to, size - from);
  }

  /** Returns the frame's index in the whole video. */
  public long index(int position) {
    return firstIndex + position;
  }

  /** Returns the frame's rank: it grows with the position. */
  public long rank(int position) {
    return ranks[position];
  }

  /**
   * Returns the frame's presentation time in seconds from the first frame of the video. From here
   * on no frame can be added before it. It depends on the times of the next few frames.
   */
  public double seconds(int position) {
    while (timed <= position) {
      seconds[timed] = clock.next(times, sequences, timed, size);
      timed++;
    }
    return seconds[position];
  }

  /** Returns the seconds of the frame before, negative infinity before the first of the video. */
  public double secondsBefore(int position) {
    if (position > 0) {
      return seconds(position - 1);
    }
    return lastRemovedSeconds;
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

  /** Returns the clock that computes the seconds. */
  public FrameClock clock() {
    return clock;
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
   * @param rank rank of the last frame that came out
   */
  public boolean isPending(long sequence, long rank) {
    for (int i = 0; i < size; i++) {
      if (sequences[i] < sequence && ranks[i] > rank && !has(i, DECODED)) {
        return true;
      }
    }
    return false;
  }

  /** Counts the last frames that are output after one of this rank. */
  int countAbove(long rank) {
    int at = size;
    while (at > 0 && ranks[at - 1] > rank) {
      at--;
    }
    return size - at;
  }

  /** Counts the selected frames among the first {@code n} entries. */
  public int countPromised(int n) {
    int promised = 0;
    for (int i = 0; i < n; i++) {
      promised += (flags[i] & SELECTED) != 0 ? 1 : 0;
    }
    return promised;
  }

  /** Returns whether a frame that the decoder should output did not come out. */
  public boolean isMissing(int position) {
    return has(position, EXPECTED) && !has(position, DECODED) && !has(position, CORRUPT);
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
      lastRemovedSeconds = seconds(n - 1);
      move(n, 0);
      timed -= n;
      fixed = Math.max(0, fixed - n);
      size -= n;
      firstIndex += n;
    }
  }
}
