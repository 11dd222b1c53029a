package io.euge.evaluation.tracking;

import io.euge.tracking.mot.KittiBox;
import java.util.List;
import java.util.Locale;

/**
 * The rules of KITTI (Geiger, Lenz and Urtasun, CVPR 2012; the evaluation of its development kit as
 * TrackEval has it). Vans beside cars and sitting persons beside pedestrians, and objects that are
 * cut by the image's edge or hardly visible, need not be found; unmatched boxes of at most 25
 * pixels of height, or in a region {@code DontCare}, do not count.
 */
public enum KittiRules {
  CAR("car", "van"),
  PEDESTRIAN("pedestrian", "person");

  private static final double LEAST_HEIGHT = 25;
  private static final int MOST_OCCLUDED = 2;
  private static final int MOST_TRUNCATED = 0;
  private static final String REGION = "dontcare";

  private final String evaluated;
  private final String distractor;

  KittiRules(String evaluated, String distractor) {
    this.evaluated = evaluated;
    this.distractor = distractor;
  }

  /** Returns what counts of a video. */
  public TrackSequence sequence(Iterable<KittiBox> truth, Iterable<KittiBox> found) {
    SequenceBuilder sequence = new SequenceBuilder(LEAST_HEIGHT);
    for (KittiBox box : truth) {
      String type = box.type().toLowerCase(Locale.ROOT);
      if (type.equals(REGION)) {
        sequence.add(box.frame(), new TruthBox(box.id(), corners(box), TruthBox.Role.REGION));
      } else if (box.id() >= 0 && List.of(evaluated, distractor).contains(type)) {
        sequence.add(box.frame(), new TruthBox(box.id(), corners(box), role(box, type)));
      }
    }
    for (KittiBox box : found) {
      if (box.id() >= 0 && box.type().toLowerCase(Locale.ROOT).equals(evaluated)) {
        sequence.add(box.frame(), new TrackBox(box.id(), corners(box)));
      }
    }
    return sequence.build();
  }

  private TruthBox.Role role(KittiBox box, String type) {
    boolean hidden = (int) box.occluded() > MOST_OCCLUDED || (int) box.truncated() > MOST_TRUNCATED;
    return hidden || type.equals(distractor) ? TruthBox.Role.DISTRACTOR : TruthBox.Role.EVALUATED;
  }

  private static Corners corners(KittiBox box) {
    return new Corners(box.left(), box.top(), box.right(), box.bottom());
  }
}
