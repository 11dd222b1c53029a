package io.euge.evaluation;

import io.euge.detection.Detection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evaluates detections. The rules are those of COCO's own program: each label is evaluated
 * separately; in a picture the most confident detection chooses first among the truths that no
 * other has taken; a truth that is ignored is taken only where no other fits, and its detection
 * then counts neither way; of one label in one picture at most {@link Rules#maxDetections} count. A
 * label without a truth that must be found is left out of the means. Ties keep the order of the
 * pictures and of the detections in them.
 *
 * @param images pictures that were judged
 * @param map50 the mean of the labels' average precisions at an overlap of 0.5; NaN if there is no
 *     truth at all
 * @param map the mean over labels and over overlaps of 0.5, 0.55 … 0.95; NaN likewise
 * @param overall precision and recall over all labels, at the confidence and overlap of the rules
 * @param labels all labels of truths and detections, by name
 * @param confusions at the same confidence and overlap, the most frequent first
 */
public record Evaluation(
    int images,
    double map50,
    double map,
    Score overall,
    List<LabelScore> labels,
    List<Confusion> confusions) {
  public Evaluation {
    labels = List.copyOf(labels);
    confusions = List.copyOf(confusions);
  }

  /** Judges pictures. */
  public static Evaluation of(Iterable<Image> images, Rules rules) {
    Map<String, LabelTally> tallies = new TreeMap<>();
    Confusions confusions = new Confusions();
    int count = 0;
    for (Image image : images) {
      count++;
      for (String label : labels(image)) {
        Matching matching = new Matching(image, label, rules.maxDetections());
        tallies
            .computeIfAbsent(label, LabelTally::new)
            .add(matching, atPoint(matching, rules, confusions));
      }
      confusions.endPicture(rules.iou());
    }
    List<LabelScore> labels = tallies.values().stream().map(LabelTally::score).toList();
    return new Evaluation(
        count,
        AveragePrecision.mean(labels.stream().mapToDouble(LabelScore::ap50).toArray()),
        AveragePrecision.mean(labels.stream().mapToDouble(LabelScore::ap).toArray()),
        labels.stream().map(LabelScore::score).reduce(Score.NONE, Score::plus),
        labels,
        confusions.list());
  }

  /** Returns the objects of a picture that must be found and are not, label by label. */
  public static List<GroundTruth> missed(Image image, Rules rules) {
    return labels(image).stream()
        .map(label -> new Matching(image, label, rules.maxDetections()))
        .flatMap(
            matching -> matching.missed(matching.match(rules.iou()), rules.confidence()).stream())
        .toList();
  }

  private static SortedSet<String> labels(Image image) {
    SortedSet<String> labels = new TreeSet<>();
    image.truths().forEach(truth -> labels.add(truth.label()));
    image.detections().forEach(found -> labels.add(found.label()));
    return labels;
  }

  private static Score atPoint(Matching matching, Rules rules, Confusions confusions) {
    int[] chosen = matching.match(rules.iou());
    int right = 0;
    int wrong = 0;
    for (int i = 0; i < chosen.length; i++) {
      Detection detection = matching.detections().get(i);
      if (detection.confidence() < rules.confidence()) {
        break;
      }
      if (chosen[i] < 0) {
        if (matching.counts(i, chosen[i])) {
          wrong++;
          confusions.wrong(detection);
        }
      } else if (chosen[i] < matching.wanted()) {
        right++;
      }
    }
    matching.missed(chosen, rules.confidence()).forEach(confusions::missed);
    return new Score(matching.wanted(), right, wrong);
  }
}
