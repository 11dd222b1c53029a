package io.euge.video.picture;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;

/**
 * Follows the parameters that packets bring to the decoder, and that stay in force until others of
 * the same number replace them. A keyframe depends on packets before it if parameters are in force
 * that neither it has nor the container declares.
 */
final class ParameterSets {
  private int[] numbers = new int[8];

  /** Hashes of what the container declares, and of what is in force; 0 for nothing. */
  private long[] declared = new long[8];

  private long[] inForce = new long[8];

  /** Which of them the last packet has. */
  private boolean[] present = new boolean[8];

  private int size;

  /** Begins a packet. */
  void begin() {
    Arrays.fill(present, 0, size, false);
  }

  /** Takes all that were added until now as what the container declares. */
  void declare() {
    System.arraycopy(inForce, 0, declared, 0, size);
  }

  /**
   * Adds parameters.
   *
   * @param number which ones they replace
   */
  void add(int number, BytePointer data, int from, int length) {
    int at = 0;
    while (at < size && numbers[at] != number) {
      at++;
    }
    if (at == size) {
      grow();
      numbers[size++] = number;
    }
    inForce[at] = hash(data, from, length);
    present[at] = true;
  }

  private void grow() {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      declared = Arrays.copyOf(declared, 2 * size);
      inForce = Arrays.copyOf(inForce, 2 * size);
      present = Arrays.copyOf(present, 2 * size);
    }
  }

  private static long hash(BytePointer data, int from, int length) {
    long hash = length;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ data.get(i)) * 0x9E37_79B9_7F4A_7C15L;
      hash ^= hash >>> 32;
    }
    return hash | 1;
  }

  /** Returns whether all that are in force are in the last packet or declared. */
  boolean areAtHand() {
    for (int i = 0; i < size; i++) {
      if (!present[i] && inForce[i] != declared[i]) {
        return false;
      }
    }
    return true;
  }
}
