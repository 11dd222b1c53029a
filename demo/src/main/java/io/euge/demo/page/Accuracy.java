package io.euge.demo.page;

import io.euge.cli.report.Format;
import io.euge.evaluation.Rules;
import io.euge.rendering.ClassColors;
import io.euge.traffic.Kind;
import java.util.List;
import java.util.Optional;

/**
 * How well each class was found.
 *
 * @param confidence from which on detections count for precision and recall
 */
record Accuracy(String confidence, List<Row> classes, Row overall) {
  /** The model's labels, by the numbers of its classes. */
  private static final List<String> CLASSES = Kind.labels();

  /**
   * The scores of a class, or of all.
   *
   * @param color of the class in the pictures, as in CSS, if a clip can show it
   * @param meter average precision as a percentage, to be drawn
   */
  record Row(
      Optional<String> color,
      String name,
      String precision,
      String recall,
      String meter,
      String averagePrecision,
      String there,
      String found) {}

  static Accuracy of(Story story) {
    return new Accuracy(
        Format.format("%s", Rules.STANDARD.confidence()),
        story.classes().stream()
            // A model of many classes knows most of them for nothing here.
            .filter(score -> score.there() > 0 || score.found() > 0)
            .map(Accuracy::row)
            .toList(),
        row(story.overall()));
  }

  private static Row row(Story.Score score) {
    double drawn = Double.isFinite(score.averagePrecision()) ? score.averagePrecision() : 0;
    return new Row(
        color(score.name()),
        score.name(),
        Format.percent(score.precision()),
        Format.percent(score.recall()),
        Format.format("%.1f", 100 * drawn),
        Format.percent(score.averagePrecision()),
        Format.count(score.there()),
        Format.count(score.found()));
  }

  private static Optional<String> color(String label) {
    int classId = CLASSES.indexOf(label);
    return classId < 0
        ? Optional.empty()
        : Optional.of(Format.format("#%06x", ClassColors.of(classId).getRGB() & 0xFFFFFF));
  }
}
