package io.euge.evaluation;

import io.euge.detection.Detection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Matches the detections of one label in an image with the ground truth of that label, as COCO's
 * program {@code cocoeval} does: in descending order of confidence, each detection takes the ground
 * truth with the largest IoU that is not taken yet, and an ignored one only if no other matches.
 */
final class Matching {
  private final List<GroundTruth> truths;
  private final List<Detection> detections;
  private final int wanted;
  private final double leastHeight;
  private final double[][] overlaps;

  /**
   * Creates the matching of an image.
   *
   * @param maxDetections the number of detections, those with the highest confidence, that count
   */
  Matching(Image image, String label, int maxDetections) {
    truths =
        image.truths().stream()
            .filter(truth -> truth.label().equals(label))
            .sorted(Comparator.comparing(GroundTruth::ignored))
            .toList();
    detections =
        image.detections().stream()
            .filter(found -> found.label().equals(label))
            .sorted(Comparator.comparing(Detection::confidence).reversed())
            .limit(maxDetections)
            .toList();
    leastHeight = image.leastHeight();
    wanted = (int) truths.stream().filter(truth -> !truth.ignored()).count();
    overlaps =
        detections.stream()
            .map(found -> truths.stream().mapToDouble(truth -> truth.iou(found)).toArray())
            .toArray(double[][]::new);
  }

  /** Returns the detections by descending confidence; equal ones keep their order. */
  List<Detection> detections() {
    return detections;
  }

  /** Returns the ground truth: first what must be found, then what is ignored. */
  List<GroundTruth> truths() {
    return truths;
  }

  /** Returns how many objects of the ground truth must be found. */
  int wanted() {
    return wanted;
  }

  /**
   * Returns whether a detection counts as a true or false positive; otherwise it is ignored.
   *
   * @param chosen what {@link #match} returned for the detection
   */
  boolean counts(int detection, int chosen) {
    return chosen < 0 ? detections.get(detection).height() >= leastHeight : chosen < wanted;
  }

  /** Returns the index of the ground truth that each detection takes, or -1. */
  int[] match(double iou) {
    int[] chosen = new int[detections.size()];
    boolean[] taken = new boolean[truths.size()];
    Arrays.setAll(chosen, detection -> choose(overlaps[detection], taken, iou));
    return chosen;
  }

  /**
   * Returns the false negatives: what must be found, and what no detection of at least this
   * confidence takes.
   *
   * @param chosen what {@link #match} returned
   */
  List<GroundTruth> missed(int[] chosen, double confidence) {
    boolean[] found = new boolean[truths.size()];
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] >= 0 && detections.get(i).confidence() >= confidence) {
        found[chosen[i]] = true;
      }
    }
    return IntStream.range(0, wanted).filter(i -> !found[i]).mapToObj(truths::get).toList();
  }

  private int choose(double[] overlap, boolean[] taken, double iou) {
    int best = best(overlap, taken, iou, 0, wanted);
    if (best < 0) {
      best = best(overlap, taken, iou, wanted, taken.length);
    }
    if (best >= 0) {
      taken[best] = true;
    }
    return best;
  }

  /** Returns the one with the largest IoU; of equal ones the last, as {@code cocoeval} does. */
  private int best(double[] overlap, boolean[] taken, double iou, int from, int to) {
    int best = -1;
    double most = Math.min(iou, 1 - 1e-10);
    for (int i = from; i < to; i++) {
      if ((!taken[i] || truths.get(i).crowd()) && overlap[i] >= most) {
        most = overlap[i];
        best = i;
      }
    }
    return best;
  }
}
