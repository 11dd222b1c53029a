package io.euge.video.demux;

import java.util.NoSuchElementException;

/** A queue of numbers that allocates nothing once it is large enough. */
final class TickQueue {
  private long[] ring = new long[16];
  private int head;
  private int size;

  void add(long value) {
    if (size == ring.length) {
      long[] larger = new long[2 * size];
      System.arraycopy(ring, head, larger, 0, size - head);
      System.arraycopy(ring, 0, larger, size - head, head);
      ring = larger;
      head = 0;
    }
    ring[(head + size++) % ring.length] = value;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long first() {
    if (size == 0) {
      throw new NoSuchElementException("The queue is empty");
    }
    return ring[head];
  }

  long remove() {
    long value = first();
    head = (head + 1) % ring.length;
    size--;
    return value;
  }
}
