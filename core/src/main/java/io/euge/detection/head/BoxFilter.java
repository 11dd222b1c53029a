package io.euge.detection.head;

import java.util.BitSet;

/**
 * The conditions under which boxes are kept.
 *
 * @param confidence those above this
 * @param classes those of these; not changed any more
 */
public record BoxFilter(float confidence, BitSet classes) {
  /** Returns whether boxes of a class are wanted. */
  public boolean wants(int classId) {
    return classes.get(classId);
  }
}
