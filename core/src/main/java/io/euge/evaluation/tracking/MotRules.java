package io.euge.evaluation.tracking;

import io.euge.EugeException;
import io.euge.tracking.mot.MotBox;
import java.util.Set;

/**
 * The rules of the MOT Challenge (Milan et al., MOT16, arXiv:1603.00831; Dendorfer et al.,
 * MOTChallenge, IJCV 2021), as TrackEval has it. Boxes of the ground truth with the confidence 0
 * need not be found.
 */
public enum MotRules {
  /** All boxes count, whatever their class. */
  MOT15,
  /** Pedestrians count; persons on vehicles, static persons, distractors and reflections do not. */
  MOT17,
  /** As MOT17, and vehicles do not count either. */
  MOT20;

  private static final int PEDESTRIAN = 1;
  private static final int LAST_CLASS = 13;

  private static final int VEHICLE = 6;

  /** Person on vehicle, static person, distractor and reflection. */
  private static final Set<Integer> DISTRACTORS = Set.of(2, 7, 8, 12);

  /** Returns the rules for a ground truth: where it has no class but the first, all boxes count. */
  public static MotRules of(Iterable<MotBox> truth) {
    for (MotBox box : truth) {
      if (box.classId() != -1 && box.classId() != PEDESTRIAN) {
        return MOT17;
      }
    }
    return MOT15;
  }

  /**
   * Returns what counts of a video.
   *
   * @param name of the video, for messages
   * @throws EugeException if a box has a class that the rules do not know, or a track has no number
   */
  public TrackSequence sequence(String name, Iterable<MotBox> truth, Iterable<MotBox> found) {
    SequenceBuilder sequence = new SequenceBuilder(-1);
    for (MotBox box : truth) {
      checkNumber(name, box, "the ground truth");
      if (this != MOT15 || (int) box.confidence() != 0) {
        sequence.add(box.frame(), new TruthBox(box.id(), corners(box), role(name, box)));
      }
    }
    for (MotBox box : found) {
      checkNumber(name, box, "the tracks");
      checkFound(name, box);
      sequence.add(box.frame(), new TrackBox(box.id(), corners(box)));
    }
    return sequence.build();
  }

  private TruthBox.Role role(String name, MotBox box) {
    if (this == MOT15) {
      return TruthBox.Role.EVALUATED;
    }
    if (box.classId() < PEDESTRIAN || box.classId() > LAST_CLASS) {
      throw new EugeException(
          "Cannot evaluate %s by the rules of %s: the ground truth has class %d in frame %d; classes are 1 to %d, and --rules mot15 counts all boxes"
              .formatted(name, this, box.classId(), box.frame(), LAST_CLASS));
    }
    if (DISTRACTORS.contains(box.classId()) || (this == MOT20 && box.classId() == VEHICLE)) {
      return TruthBox.Role.DISTRACTOR;
    }
    // The flag is a whole number for TrackEval, which cuts 0.5 to 0.
    boolean counts = box.classId() == PEDESTRIAN && (int) box.confidence() != 0;
    return counts ? TruthBox.Role.EVALUATED : TruthBox.Role.NEUTRAL;
  }

  private void checkFound(String name, MotBox box) {
    if (this != MOT15 && box.classId() > PEDESTRIAN) {
      throw new EugeException(
          "Cannot evaluate %s by the rules of %s: track %d has class %d in frame %d, and only pedestrians (class 1) are evaluated; leave other classes out, or give --rules mot15"
              .formatted(name, this, box.id(), box.classId(), box.frame()));
    }
  }

  private static void checkNumber(String name, MotBox box, String side) {
    if (box.id() < 0) {
      throw new EugeException(
          "Cannot evaluate %s: %s have a box without a track (id -1) in frame %d; track detections first with euge track"
              .formatted(name, side, box.frame()));
    }
  }

  private static Corners corners(MotBox box) {
    return Corners.ofSize(box.x(), box.y(), box.width(), box.height());
  }
}
