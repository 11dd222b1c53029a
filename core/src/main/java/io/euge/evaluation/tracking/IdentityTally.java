package io.euge.evaluation.tracking;

import io.euge.tracking.LinearAssignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the assignment of tracks to the ground truth with the most boxes in common. Tracks that are
 * linked by no chain of common boxes do not compete, so each connected group is assigned alone and
 * the matrix of a long video is never made.
 */
final class IdentityTally {
  private static final double OVERLAP = 0.5;

  private final TrackSequence sequence;
  private final TrackPairs pairs = new TrackPairs();
  private int[] common = new int[64];

  private IdentityTally(TrackSequence sequence) {
    this.sequence = sequence;
  }

  static Identity of(TrackSequence sequence) {
    IdentityTally tally = new IdentityTally(sequence);
    sequence.frames().forEach(tally::add);
    int found = 0;
    for (List<Integer> group : tally.groups()) {
      found += tally.assign(group);
    }
    return new Identity(found, sequence.trackBoxes() - found, sequence.truthBoxes() - found);
  }

  private void add(MatchedFrame frame) {
    for (int i = 0; i < frame.truths().length; i++) {
      for (int j = 0; j < frame.tracks().length; j++) {
        if (frame.similarity(i, j) >= OVERLAP) {
          int pair = pairs.index(frame.truths()[i], frame.tracks()[j]);
          if (pair == common.length) {
            common = Arrays.copyOf(common, 2 * pair);
          }
          common[pair]++;
        }
      }
    }
  }

  /** Returns the pairs by connected groups, by union-find over truths and then tracks. */
  private Iterable<List<Integer>> groups() {
    int[] parent = new int[sequence.truths() + sequence.tracks()];
    Arrays.setAll(parent, i -> i);
    for (int pair = 0; pair < pairs.count(); pair++) {
      parent[root(parent, pairs.truth(pair))] = root(parent, sequence.truths() + pairs.track(pair));
    }
    Map<Integer, List<Integer>> groups = new HashMap<>();
    for (int pair = 0; pair < pairs.count(); pair++) {
      groups.computeIfAbsent(root(parent, pairs.truth(pair)), any -> new ArrayList<>()).add(pair);
    }
    return groups.values();
  }

  private static int root(int[] parent, int start) {
    int node = start;
    while (parent[node] != node) {
      parent[node] = parent[parent[node]];
      node = parent[node];
    }
    return node;
  }

  private int assign(List<Integer> group) {
    int[] truths = group.stream().mapToInt(pairs::truth).distinct().sorted().toArray();
    int[] tracks = group.stream().mapToInt(pairs::track).distinct().sorted().toArray();
    double[] cost = new double[truths.length * tracks.length];
    for (int pair : group) {
      int row = Arrays.binarySearch(truths, pairs.truth(pair));
      cost[row * tracks.length + Arrays.binarySearch(tracks, pairs.track(pair))] = -common[pair];
    }
    int[] trackOf = new int[truths.length];
    new LinearAssignment().solve(cost, truths.length, tracks.length, trackOf);
    int found = 0;
    for (int row = 0; row < truths.length; row++) {
      found += trackOf[row] < 0 ? 0 : (int) -cost[row * tracks.length + trackOf[row]];
    }
    return found;
  }
}
