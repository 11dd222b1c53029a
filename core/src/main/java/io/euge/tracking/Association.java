package io.euge.tracking;

import java.util.Arrays;

/**
 * Assigns detections, the rows, to tracks, the columns. The caller fills {@link #overlaps} and
 * {@link #costs} by rows after {@link #begin}.
 */
final class Association {
  static final int NONE = -1;

  private final LinearAssignment assignment = new LinearAssignment();

  /** Intersection over union of each detection and track. */
  double[] overlaps = {};

  /** What it costs to give a detection to a track. */
  double[] costs = {};

  private int[] trackOf = {};
  private int[] refused = {};
  private boolean[] trackTaken = {};
  private int detections;
  private int tracks;

  void begin(int rows, int columns) {
    detections = rows;
    tracks = columns;
    if (overlaps.length < rows * columns) {
      overlaps = new double[2 * rows * columns];
      costs = new double[2 * rows * columns];
    }
    if (trackOf.length < rows) {
      trackOf = new int[2 * rows];
      refused = new int[2 * rows];
    }
    if (trackTaken.length < columns) {
      trackTaken = new boolean[2 * columns];
    }
    Arrays.fill(trackOf, 0, rows, NONE);
    Arrays.fill(refused, 0, rows, NONE);
    Arrays.fill(trackTaken, 0, columns, false);
  }

  /**
   * Solves as SORT does: if no detection and no track has more than one partner above the least
   * overlap these are the pairs; otherwise the pairs of least total cost, without those of too
   * little overlap.
   */
  void solve(double leastOverlap) {
    if (detections == 0 || tracks == 0) {
      return;
    }
    if (!solveUnambiguous(leastOverlap)) {
      solveByCost(leastOverlap);
    }
  }

  /** Solves by cost alone, and takes no pair of too little overlap. */
  void solveByCost(double leastOverlap) {
    assignment.solve(costs, detections, tracks, trackOf);
    for (int row = 0; row < detections; row++) {
      int track = trackOf[row];
      if (track != NONE && overlaps[row * tracks + track] < leastOverlap) {
        refused[row] = track;
        trackOf[row] = NONE;
      }
    }
    markTaken();
  }

  /** Solves for the pairs of least total cost, where leaving both unpaired costs {@code limit}. */
  void solveWithin(double limit) {
    for (int i = 0; i < detections * tracks; i++) {
      costs[i] = Math.min(0, costs[i] - limit);
    }
    assignment.solve(costs, detections, tracks, trackOf);
    for (int row = 0; row < detections; row++) {
      if (trackOf[row] != NONE && costs[row * tracks + trackOf[row]] >= 0) {
        trackOf[row] = NONE;
      }
    }
    markTaken();
  }

  /** Returns the track of a detection, or {@link #NONE}. */
  int track(int detection) {
    return trackOf[detection];
  }

  /** Returns whether the pair that the solver chose for a detection had too little overlap. */
  boolean refused(int detection) {
    return refused[detection] != NONE;
  }

  boolean taken(int track) {
    return trackTaken[track];
  }

  /**
   * Takes the pairs above the least overlap, if no detection and no track has more than one
   * partner; returns whether there are any such pairs. No costs are needed for that.
   */
  boolean solveUnambiguous(double leastOverlap) {
    boolean any = false;
    for (int row = 0; row < detections; row++) {
      for (int column = 0; column < tracks; column++) {
        if (overlaps[row * tracks + column] > leastOverlap) {
          if (trackOf[row] != NONE || trackTaken[column]) {
            Arrays.fill(trackOf, 0, detections, NONE);
            Arrays.fill(trackTaken, 0, tracks, false);
            return false;
          }
          trackOf[row] = column;
          trackTaken[column] = true;
          any = true;
        }
      }
    }
    return any;
  }

  private void markTaken() {
    for (int row = 0; row < detections; row++) {
      if (trackOf[row] != NONE) {
        trackTaken[trackOf[row]] = true;
      }
    }
  }
}
