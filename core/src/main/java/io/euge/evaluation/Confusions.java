package io.euge.evaluation;

import io.euge.detection.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts false positives that lie where an object of another label was missed. */
final class Confusions {
  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
  private final List<Detection> wrong = new ArrayList<>();
  private final List<GroundTruth> missed = new ArrayList<>();

  void wrong(Detection found) {
    wrong.add(found);
  }

  void missed(GroundTruth truth) {
    missed.add(truth);
  }

  /**
   * Ends an image: in descending order of confidence, each false positive takes the missed object
   * with the largest IoU.
   *
   * @param iou the smallest IoU of a confusion
   */
  void endPicture(double iou) {
    wrong.sort(Comparator.comparing(Detection::confidence).reversed());
    for (Detection found : wrong) {
      missed.stream()
          .filter(truth -> truth.iou(found) >= iou)
          .max(Comparator.comparingDouble(truth -> truth.iou(found)))
          .ifPresent(
              truth -> {
                missed.remove(truth);
                counts
                    .computeIfAbsent(truth.label(), label -> new TreeMap<>())
                    .merge(found.label(), 1, Integer::sum);
              });
    }
    wrong.clear();
    missed.clear();
  }

  /** Returns the confusions by descending frequency. */
  List<Confusion> list() {
    List<Confusion> list = new ArrayList<>();
    counts.forEach(
        (truth, row) ->
            row.forEach((found, count) -> list.add(new Confusion(truth, found, count))));
    list.sort(Comparator.comparingInt(Confusion::count).reversed());
    return List.copyOf(list);
  }
}
