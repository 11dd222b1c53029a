package io.euge.tracking;

import java.util.Arrays;

/** One object that is followed: its filter, and when it was detected. Used again after its end. */
final class Track {
  static final int BOX = 4;

  /** How many steps back OC-SORT looks for the direction of movement. */
  static final int DIRECTION_STEPS = 3;

  final double[] state = new double[ConstantVelocityFilter.STATE];

  /** Left edge, top edge, width and height: predicted, or estimated after an update. */
  final double[] box = new double[BOX];

  /** The last detection that continued the track. */
  final double[] observation = new double[BOX];

  /** The filter when the track was lost, for OC-SORT. */
  final double[] lostState = new double[ConstantVelocityFilter.STATE];

  private final double[] recent = new double[BOX * (DIRECTION_STEPS + 1)];
  private final long[] recentSteps = new long[DIRECTION_STEPS + 1];

  int number;
  int detection;
  double confidence;

  /** Steps since the start. */
  long age;

  /** Steps since the last detection. */
  int missed;

  /** Detections in a row, without the first. */
  int streak;

  /** Detections that continued the track, without the first. */
  int hits;

  /** The time of the last detection. */
  double lastSeen;

  double started;
  boolean confirmed;
  boolean lost;
  boolean duplicate;
  boolean stateKept;
  double directionX;
  double directionY;

  void start(int newNumber, FrameBoxes boxes, int index, double now) {
    number = newNumber;
    age = 0;
    missed = 0;
    streak = 0;
    hits = 0;
    started = now;
    confirmed = false;
    lost = false;
    duplicate = false;
    stateKept = false;
    directionX = 0;
    directionY = 0;
    Arrays.fill(recentSteps, -1);
    see(boxes, index, now);
    copy(boxes, index, box, 0);
  }

  /** Notes that a detection of the current frame belongs to the track. */
  void see(FrameBoxes boxes, int index, double now) {
    detection = index;
    confidence = boxes.confidence(index);
    lastSeen = now;
    missed = 0;
  }

  /** Notes that a step has passed. */
  void grow() {
    age++;
    if (missed > 0) {
      streak = 0;
    }
    missed++;
    detection = TrackedBoxes.PREDICTED;
  }

  /** Keeps the detection as an observation of this step. */
  void observe(FrameBoxes boxes, int index) {
    int slot = (int) (age % recentSteps.length);
    recentSteps[slot] = age;
    copy(boxes, index, recent, slot * BOX);
    copy(boxes, index, observation, 0);
  }

  /**
   * Copies the observation of three steps ago, or the next one there is, or else the last one, to
   * {@code target}.
   */
  void earlierObservation(double[] target) {
    for (int steps = DIRECTION_STEPS; steps > 0; steps--) {
      long step = age - steps;
      int slot = (int) (Math.max(0, step) % recentSteps.length);
      if (step >= 0 && recentSteps[slot] == step) {
        System.arraycopy(recent, slot * BOX, target, 0, BOX);
        return;
      }
    }
    System.arraycopy(observation, 0, target, 0, BOX);
  }

  private static void copy(FrameBoxes boxes, int index, double[] target, int at) {
    target[at] = boxes.x(index);
    target[at + 1] = boxes.y(index);
    target[at + 2] = boxes.width(index);
    target[at + 3] = boxes.height(index);
  }
}
