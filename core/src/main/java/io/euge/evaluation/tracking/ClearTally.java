package io.euge.evaluation.tracking;

import io.euge.tracking.LinearAssignment;
import java.util.Arrays;

/**
 * Counts the CLEAR metrics of a sequence, frame by frame. Of the matchings at an overlap of 0.5 the
 * one is taken that keeps most of the pairs of the last frame, and among these that of the greatest
 * overlap. A switch is counted against the last number that the track of the ground truth had, in
 * whatever frame.
 */
final class ClearTally {
  private static final double EPSILON = Math.ulp(1.0);
  private static final double OVERLAP = 0.5 - EPSILON;
  private static final double CONTINUED = 1000;
  private static final int NONE = -1;

  private final LinearAssignment assignment = new LinearAssignment();
  private final int[] lastTrack;
  private final int[] frameTrack;
  private final int[] present;
  private final int[] found;
  private final int[] starts;
  private int truePositives;
  private int falsePositives;
  private int falseNegatives;
  private int switches;
  private double overlapSum;

  private ClearTally(int truths) {
    lastTrack = new int[truths];
    frameTrack = new int[truths];
    present = new int[truths];
    found = new int[truths];
    starts = new int[truths];
    Arrays.fill(lastTrack, NONE);
    Arrays.fill(frameTrack, NONE);
  }

  static Clear of(TrackSequence sequence) {
    ClearTally tally = new ClearTally(sequence.truths());
    sequence.frames().forEach(tally::add);
    return tally.result();
  }

  private void add(MatchedFrame frame) {
    int truths = frame.truths().length;
    int tracks = frame.tracks().length;
    for (int truth : frame.truths()) {
      present[truth]++;
    }
    if (truths == 0 || tracks == 0) {
      // As in TrackEval such a frame ends no pair.
      falsePositives += tracks;
      falseNegatives += truths;
      return;
    }
    int[] trackOf = match(frame);
    int[] before = frameTrack.clone();
    Arrays.fill(frameTrack, NONE);
    int matches = 0;
    for (int i = 0; i < truths; i++) {
      if (trackOf[i] != NONE) {
        matches++;
        overlapSum += frame.similarity(i, trackOf[i]);
        follow(frame.truths()[i], frame.tracks()[trackOf[i]], before);
      }
    }
    truePositives += matches;
    falseNegatives += truths - matches;
    falsePositives += tracks - matches;
  }

  private int[] match(MatchedFrame frame) {
    int[] truths = frame.truths();
    int[] tracks = frame.tracks();
    double[] cost = new double[truths.length * tracks.length];
    for (int i = 0; i < truths.length; i++) {
      for (int j = 0; j < tracks.length; j++) {
        double overlap = frame.similarity(i, j);
        boolean continued = frameTrack[truths[i]] == tracks[j];
        cost[i * tracks.length + j] =
            overlap < OVERLAP ? 0 : -((continued ? CONTINUED : 0) + overlap);
      }
    }
    int[] trackOf = new int[truths.length];
    assignment.solve(cost, truths.length, tracks.length, trackOf);
    for (int i = 0; i < truths.length; i++) {
      if (trackOf[i] != NONE && cost[i * tracks.length + trackOf[i]] >= -EPSILON) {
        trackOf[i] = NONE;
      }
    }
    return trackOf;
  }

  private void follow(int truth, int track, int[] before) {
    switches += lastTrack[truth] != NONE && lastTrack[truth] != track ? 1 : 0;
    starts[truth] += before[truth] == NONE ? 1 : 0;
    found[truth]++;
    lastTrack[truth] = track;
    frameTrack[truth] = track;
  }

  private Clear result() {
    int mostly = 0;
    int partly = 0;
    int fragmentations = 0;
    for (int truth = 0; truth < present.length; truth++) {
      double part = (double) found[truth] / present[truth];
      mostly += part > 0.8 ? 1 : 0;
      partly += part >= 0.2 && part <= 0.8 ? 1 : 0;
      fragmentations += Math.max(0, starts[truth] - 1);
    }
    return new Clear(
        truePositives,
        falsePositives,
        falseNegatives,
        switches,
        fragmentations,
        mostly,
        partly,
        present.length - mostly - partly,
        overlapSum);
  }
}
