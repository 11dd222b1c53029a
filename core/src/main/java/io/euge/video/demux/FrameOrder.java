package io.euge.video.demux;

import java.util.Arrays;

/**
 * The frames that packets promise, sorted by presentation time, from the last one that was passed
 * on. A frame's index is its place in this order, so it is known before anything is decoded and
 * does not change when a frame before it is lost.
 *
 * <p>Entries are addressed by their place, which changes when an earlier one is added or passed.
 */
public final class FrameOrder {
  /** Marks on an entry. */
  public static final int KEY = 1;

  public static final int WANTED = 2;

  /** Decoded from damaged packets: to be left out. */
  public static final int SUSPECT = 4;

  /** Came out of the decoder. */
  public static final int DECODED = 8;

  /** Perhaps no frame: the packet may say no more than that nothing changes. */
  static final int PERHAPS = 16;

  private long[] pts = new long[64];
  private long[] sequences = new long[64];
  private int[] marks = new int[64];
  private int size;
  private long firstIndex;
  private long passed = Long.MIN_VALUE;

  /**
   * @param firstIndex index of the first frame that will be added
   */
  public FrameOrder(long firstIndex) {
    this.firstIndex = firstIndex;
  }

  /**
   * Adds what one packet promises.
   *
   * @param sequence the packet's number in decoding order
   * @return false if a frame of this time is there already or was passed
   */
  boolean add(long time, long sequence, int mark) {
    if (time <= passed) {
      return false;
    }
    int at = size;
    while (at > 0 && pts[at - 1] > time) {
      at--;
    }
    if (at > 0 && pts[at - 1] == time) {
      return false;
    }
    if (size == pts.length) {
      pts = Arrays.copyOf(pts, 2 * size);
      sequences = Arrays.copyOf(sequences, 2 * size);
      marks = Arrays.copyOf(marks, 2 * size);
    }
    System.arraycopy(pts, at, pts, at + 1, size - at);
    System.arraycopy(sequences, at, sequences, at + 1, size - at);
    System.arraycopy(marks, at, marks, at + 1, size - at);
    pts[at] = time;
    sequences[at] = sequence;
    marks[at] = mark;
    size++;
    return true;
  }

  /** The place of the frame of this time, or -1. */
  public int place(long time) {
    int at = Arrays.binarySearch(pts, 0, size, time);
    return at < 0 ? -1 : at;
  }

  public long index(int place) {
    return firstIndex + place;
  }

  public long time(int place) {
    return pts[place];
  }

  public long sequence(int place) {
    return sequences[place];
  }

  public boolean is(int place, int mark) {
    return (marks[place] & mark) != 0;
  }

  public void mark(int place, int mark) {
    marks[place] |= mark;
  }

  public int size() {
    return size;
  }

  /** The place of the first keyframe that is decoded after this packet, or -1. */
  public int keyAfter(long sequence) {
    for (int i = 0; i < size; i++) {
      if (is(i, KEY) && sequences[i] > sequence) {
        return i;
      }
    }
    return -1;
  }

  /** The place of the last keyframe that is decoded before this packet, or -1. */
  public int keyBefore(long sequence) {
    for (int i = size - 1; i >= 0; i--) {
      if (is(i, KEY) && sequences[i] < sequence) {
        return i;
      }
    }
    return -1;
  }

  /** The place of the frame that this packet promises, or -1. */
  public int decodedWith(long sequence) {
    for (int i = 0; i < size; i++) {
      if (sequences[i] == sequence) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether a frame that is decoded before this packet is still to come out of the decoder.
   *
   * @param time presentation time of the last frame that came out
   */
  public boolean awaits(long sequence, long time) {
    for (int i = 0; i < size; i++) {
      if (sequences[i] < sequence && pts[i] > time && !is(i, DECODED)) {
        return true;
      }
    }
    return false;
  }

  /** How many of the first {@code places} entries are wanted, and certainly frames. */
  public int promised(int places) {
    int promised = 0;
    for (int i = 0; i < places; i++) {
      promised += (marks[i] & (WANTED | PERHAPS)) == WANTED ? 1 : 0;
    }
    return promised;
  }

  /** How many of the first {@code places} entries come from packets after this one. */
  public int after(long sequence, int places) {
    int after = 0;
    for (int i = 0; i < places; i++) {
      after += sequences[i] > sequence ? 1 : 0;
    }
    return after;
  }

  /** Forgets the earliest entries as far as their packets were handed on up to this one. */
  public void passThrough(long sequence) {
    int places = 0;
    while (places < size && sequences[places] <= sequence) {
      places++;
    }
    pass(places);
  }

  /** Forgets the first {@code places} entries: what they promise has come, or will not. */
  public void pass(int places) {
    if (places > 0) {
      passed = pts[places - 1];
      System.arraycopy(pts, places, pts, 0, size - places);
      System.arraycopy(sequences, places, sequences, 0, size - places);
      System.arraycopy(marks, places, marks, 0, size - places);
      size -= places;
      firstIndex += places;
    }
  }
}
