package io.euge.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What is known of one label after some pictures. */
final class LabelTally {
  /** 0.5, 0.55 … 0.95, rounded as COCO's program rounds them. */
  private static final double[] OVERLAPS =
      IntStream.range(0, 10).mapToDouble(i -> i * ((0.95 - 0.5) / 9) + 0.5).toArray();

  private final String label;
  private final List<Outcome> outcomes = new ArrayList<>();
  private Score score = Score.NONE;

  LabelTally(String label) {
    this.label = label;
  }

  /** A detection, and for each overlap in a bit whether it is right, and whether it counts. */
  private record Outcome(float confidence, int right, int counts) {}

  /**
   * Adds a picture.
   *
   * @param atPoint what the matching came to at the confidence and overlap of the rules
   */
  void add(Matching matching, Score atPoint) {
    score = score.plus(atPoint);
    int[] right = new int[matching.detections().size()];
    int[] counts = new int[right.length];
    for (int overlap = 0; overlap < OVERLAPS.length; overlap++) {
      int[] chosen = matching.match(OVERLAPS[overlap]);
      for (int i = 0; i < chosen.length; i++) {
        right[i] |= chosen[i] >= 0 && chosen[i] < matching.wanted() ? 1 << overlap : 0;
        counts[i] |= matching.counts(i, chosen[i]) ? 1 << overlap : 0;
      }
    }
    for (int i = 0; i < right.length; i++) {
      outcomes.add(new Outcome(matching.detections().get(i).confidence(), right[i], counts[i]));
    }
  }

  LabelScore score() {
    outcomes.sort(Comparator.comparing(Outcome::confidence).reversed());
    double[] precisions =
        IntStream.range(0, OVERLAPS.length).mapToDouble(this::precision).toArray();
    return new LabelScore(label, precisions[0], AveragePrecision.mean(precisions), score);
  }

  private double precision(int overlap) {
    if (score.truths() == 0) {
      return Double.NaN;
    }
    boolean[] right = new boolean[outcomes.size()];
    int counted = 0;
    for (Outcome outcome : outcomes) {
      if ((outcome.counts() & 1 << overlap) != 0) {
        right[counted++] = (outcome.right() & 1 << overlap) != 0;
      }
    }
    return AveragePrecision.of(Arrays.copyOf(right, counted), score.truths());
  }
}
