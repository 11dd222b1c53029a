package io.euge.tracking;

/** A list of indices that is filled again for each frame. */
final class IndexList {
  private int[] indices = new int[32];
  private int count;

  /** Takes the indices from one position to before another. */
  void set(int[] source, int from, int to) {
    count = to - from;
    if (indices.length < count) {
      indices = new int[2 * count];
    }
    System.arraycopy(source, from, indices, 0, count);
  }

  int count() {
    return count;
  }

  int get(int i) {
    return indices[i];
  }

  /** Keeps the indices whose positions have no track. */
  void removeMatched(Association association) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (association.track(i) == Association.NONE) {
        indices[kept++] = indices[i];
      }
    }
    count = kept;
  }
}
