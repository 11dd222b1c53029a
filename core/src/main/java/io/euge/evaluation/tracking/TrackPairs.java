package io.euge.evaluation.tracking;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The pairs of a track of the ground truth and a track that was found which ever overlap, numbered
 * from 0: few of all that are possible in a long video.
 */
final class TrackPairs {
  private final Map<Long, Integer> indexes = new HashMap<>();
  private int[] truths = new int[64];
  private int[] tracks = new int[64];

  /** Returns the index of a pair, which is added if it is new. */
  int index(int truth, int track) {
    Integer known = indexes.putIfAbsent((long) truth << 32 | track, indexes.size());
    if (known != null) {
      return known;
    }
    int index = indexes.size() - 1;
    if (index == truths.length) {
      truths = Arrays.copyOf(truths, 2 * index);
      tracks = Arrays.copyOf(tracks, 2 * index);
    }
    truths[index] = truth;
    tracks[index] = track;
    return index;
  }

  int count() {
    return indexes.size();
  }

  int truth(int index) {
    return truths[index];
  }

  int track(int index) {
    return tracks[index];
  }
}
