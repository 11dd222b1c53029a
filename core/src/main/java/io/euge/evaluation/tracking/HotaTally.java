package io.euge.evaluation.tracking;

import io.euge.tracking.LinearAssignment;
import java.util.Arrays;

/**
 * Computes HOTA of a sequence in two passes: the first measures how well tracks agree over the
 * whole video, the second matches the boxes of each frame so that this agreement, weighted by the
 * overlap, is greatest, once for all thresholds.
 */
final class HotaTally {
  private static final double EPSILON = Math.ulp(1.0);

  private final LinearAssignment assignment = new LinearAssignment();
  private final TrackPairs pairs = new TrackPairs();
  private final int[] truthBoxes;
  private final int[] trackBoxes;
  private final Hota hota = new Hota();
  private double[] agreement = new double[64];
  private int[][] matches = {};

  private HotaTally(TrackSequence sequence) {
    truthBoxes = new int[sequence.truths()];
    trackBoxes = new int[sequence.tracks()];
  }

  static Hota of(TrackSequence sequence) {
    HotaTally tally = new HotaTally(sequence);
    sequence.frames().forEach(tally::compare);
    tally.normalize();
    sequence.frames().forEach(tally::match);
    tally.associate();
    return tally.hota;
  }

  private void compare(MatchedFrame frame) {
    int[] truths = frame.truths();
    int[] tracks = frame.tracks();
    double[] ofTruth = new double[truths.length];
    double[] ofTrack = new double[tracks.length];
    for (int i = 0; i < truths.length; i++) {
      truthBoxes[truths[i]]++;
      for (int j = 0; j < tracks.length; j++) {
        ofTruth[i] += frame.similarity(i, j);
        ofTrack[j] += frame.similarity(i, j);
      }
    }
    for (int j = 0; j < tracks.length; j++) {
      trackBoxes[tracks[j]]++;
      for (int i = 0; i < truths.length; i++) {
        double overlap = frame.similarity(i, j);
        if (overlap > 0) {
          double all = ofTrack[j] + ofTruth[i] - overlap;
          add(pairs.index(truths[i], tracks[j]), all > EPSILON ? overlap / all : 0);
        }
      }
    }
  }

  private void add(int pair, double part) {
    if (pair == agreement.length) {
      agreement = Arrays.copyOf(agreement, 2 * pair);
    }
    agreement[pair] += part;
  }

  /** Makes the sums of overlaps parts of the frames in which either track of a pair is. */
  private void normalize() {
    for (int pair = 0; pair < pairs.count(); pair++) {
      int frames = truthBoxes[pairs.truth(pair)] + trackBoxes[pairs.track(pair)];
      agreement[pair] /= frames - agreement[pair];
    }
    matches = new int[pairs.count()][Hota.THRESHOLDS];
  }

  private void match(MatchedFrame frame) {
    int[] truths = frame.truths();
    int[] tracks = frame.tracks();
    double[] cost = new double[truths.length * tracks.length];
    for (int i = 0; i < truths.length; i++) {
      for (int j = 0; j < tracks.length; j++) {
        double overlap = frame.similarity(i, j);
        cost[i * tracks.length + j] =
            overlap > 0 ? -(agreement[pairs.index(truths[i], tracks[j])] * overlap) : 0;
      }
    }
    int[] trackOf = new int[truths.length];
    assignment.solve(cost, truths.length, tracks.length, trackOf);
    for (int threshold = 0; threshold < Hota.THRESHOLDS; threshold++) {
      int found = 0;
      for (int i = 0; i < truths.length; i++) {
        double overlap = trackOf[i] < 0 ? 0 : frame.similarity(i, trackOf[i]);
        if (overlap >= overlapAt(threshold)) {
          found++;
          hota.overlap[threshold] += overlap;
          matches[pairs.index(truths[i], tracks[trackOf[i]])][threshold]++;
        }
      }
      hota.truePositives[threshold] += found;
      hota.falseNegatives[threshold] += truths.length - found;
      hota.falsePositives[threshold] += tracks.length - found;
    }
  }

  private static double overlapAt(int threshold) {
    return 0.05 + threshold * 0.05 - EPSILON;
  }

  private void associate() {
    for (int pair = 0; pair < pairs.count(); pair++) {
      int truth = truthBoxes[pairs.truth(pair)];
      int track = trackBoxes[pairs.track(pair)];
      for (int threshold = 0; threshold < Hota.THRESHOLDS; threshold++) {
        double both = matches[pair][threshold];
        hota.association[threshold] += both * (both / (truth + track - both));
        hota.associationRecall[threshold] += both * (both / truth);
        hota.associationPrecision[threshold] += both * (both / track);
      }
    }
  }
}
