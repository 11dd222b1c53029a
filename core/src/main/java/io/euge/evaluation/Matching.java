package io.euge.evaluation;

import io.euge.detection.Detection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which detections of one label fit which truths of that label in one picture, as COCO's own
 * program ({@code cocoeval}) decides it: the most confident detection chooses first, and takes the
 * truth that it overlaps most among those not taken; an ignored one only where no other will do.
 */
final class Matching {
  private final List<GroundTruth> truths;
  private final List<Detection> detections;
  private final int wanted;
  private final double leastHeight;
  private final double[][] overlaps;

  /** A picture and its label; of too many detections those with the least confidence go. */
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

  /** By falling confidence; equal confidences in the order they came. */
  List<Detection> detections() {
    return detections;
  }

  /** Those that must be found, then the ignored ones. */
  List<GroundTruth> truths() {
    return truths;
  }

  /** How many of the truths must be found. */
  int wanted() {
    return wanted;
  }

  /** Whether a detection that takes this truth, or -1, is right or wrong and not neither. */
  boolean counts(int detection, int chosen) {
    return chosen < 0 ? detections.get(detection).height() >= leastHeight : chosen < wanted;
  }

  /** For each detection the number of the truth that it takes, or -1. */
  int[] match(double iou) {
    int[] chosen = new int[detections.size()];
    boolean[] taken = new boolean[truths.size()];
    Arrays.setAll(chosen, detection -> choose(overlaps[detection], taken, iou));
    return chosen;
  }

  /**
   * The truths that must be found and that no detection takes with at least this confidence.
   *
   * @param chosen what {@link #match} gave
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

  /** Of equal overlaps the last, as there. */
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
