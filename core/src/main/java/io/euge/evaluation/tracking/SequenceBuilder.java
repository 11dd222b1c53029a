package io.euge.evaluation.tracking;

import io.euge.tracking.LinearAssignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects the boxes of a video and decides which of them count, as TrackEval prepares them: boxes
 * are matched at an overlap of 0.5 with all of the ground truth; those that are matched with a
 * distractor, and unmatched ones that are low or lie in a region, are left out, and then all of the
 * ground truth that need not be found.
 */
public final class SequenceBuilder {
  private static final double EPSILON = Math.ulp(1.0);
  private static final double OVERLAP = 0.5 - EPSILON;
  private static final double INSIDE = 0.5 + EPSILON;

  private final double leastHeight;
  private final SortedMap<Long, Boxes> frames = new TreeMap<>();
  private final LinearAssignment assignment = new LinearAssignment();

  private record Boxes(List<TruthBox> truths, List<TrackBox> tracks) {}

  /**
   * @param leastHeight in pixels, at or below which an unmatched box does not count; negative if
   *     the height does not matter
   */
  public SequenceBuilder(double leastHeight) {
    this.leastHeight = leastHeight;
  }

  /** Adds a box of the ground truth. */
  public void add(long frame, TruthBox box) {
    boxes(frame).truths().add(box);
  }

  /** Adds a box that was found. */
  public void add(long frame, TrackBox box) {
    boxes(frame).tracks().add(box);
  }

  private Boxes boxes(long frame) {
    return frames.computeIfAbsent(frame, any -> new Boxes(new ArrayList<>(), new ArrayList<>()));
  }

  /** Returns what counts. */
  public TrackSequence build() {
    List<Boxes> kept = frames.values().stream().map(this::kept).toList();
    Numbers truths = new Numbers();
    Numbers tracks = new Numbers();
    for (Boxes boxes : kept) {
      boxes.truths().forEach(box -> truths.add(box.track()));
      boxes.tracks().forEach(box -> tracks.add(box.track()));
    }
    List<MatchedFrame> matched =
        kept.stream()
            .filter(boxes -> !boxes.truths().isEmpty() || !boxes.tracks().isEmpty())
            .map(
                boxes ->
                    new MatchedFrame(
                        boxes.truths().stream().mapToInt(box -> truths.of(box.track())).toArray(),
                        boxes.tracks().stream().mapToInt(box -> tracks.of(box.track())).toArray(),
                        similarity(boxes.truths(), boxes.tracks())))
            .toList();
    return new TrackSequence(matched, truths.count(), tracks.count());
  }

  /** The numbers of tracks, counted from 0. */
  private static final class Numbers {
    private final TreeSet<Integer> numbers = new TreeSet<>();
    private int[] sorted = {};

    void add(int number) {
      numbers.add(number);
    }

    int of(int number) {
      if (sorted.length != numbers.size()) {
        sorted = numbers.stream().mapToInt(Integer::intValue).toArray();
      }
      return Arrays.binarySearch(sorted, number);
    }

    int count() {
      return numbers.size();
    }
  }

  private Boxes kept(Boxes boxes) {
    List<TruthBox> objects =
        boxes.truths().stream().filter(box -> box.role() != TruthBox.Role.REGION).toList();
    int[] truthOf = match(objects, boxes.tracks());
    List<TrackBox> tracks = new ArrayList<>();
    for (int i = 0; i < truthOf.length; i++) {
      TrackBox track = boxes.tracks().get(i);
      boolean counts =
          truthOf[i] < 0
              ? !isLow(track) && !isInRegion(track, boxes.truths())
              : objects.get(truthOf[i]).role() != TruthBox.Role.DISTRACTOR;
      if (counts) {
        tracks.add(track);
      }
    }
    return new Boxes(
        objects.stream().filter(box -> box.role() == TruthBox.Role.EVALUATED).toList(), tracks);
  }

  /** Returns for each track the ground truth that it is matched with, or -1. */
  private int[] match(List<TruthBox> truths, List<TrackBox> tracks) {
    int[] truthOf = new int[tracks.size()];
    Arrays.fill(truthOf, -1);
    double[] cost = similarity(truths, tracks);
    for (int i = 0; i < cost.length; i++) {
      cost[i] = cost[i] < OVERLAP ? 0 : -cost[i];
    }
    int[] trackOf = new int[truths.size()];
    assignment.solve(cost, truths.size(), tracks.size(), trackOf);
    for (int truth = 0; truth < trackOf.length; truth++) {
      if (trackOf[truth] >= 0 && cost[truth * tracks.size() + trackOf[truth]] < -EPSILON) {
        truthOf[trackOf[truth]] = truth;
      }
    }
    return truthOf;
  }

  private static double[] similarity(List<TruthBox> truths, List<TrackBox> tracks) {
    double[] similarity = new double[truths.size() * tracks.size()];
    int at = 0;
    for (TruthBox truth : truths) {
      for (TrackBox track : tracks) {
        similarity[at++] = truth.box().iou(track.box());
      }
    }
    return similarity;
  }

  private boolean isLow(TrackBox track) {
    return leastHeight >= 0 && track.box().height() <= leastHeight + EPSILON;
  }

  private static boolean isInRegion(TrackBox track, List<TruthBox> truths) {
    return truths.stream()
        .filter(box -> box.role() == TruthBox.Role.REGION)
        .anyMatch(region -> track.box().partIn(region.box()) > INSIDE);
  }
}
