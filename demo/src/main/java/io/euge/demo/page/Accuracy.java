package io.euge.demo.page;

import io.euge.cli.report.Format;
import io.euge.evaluation.Rules;
import java.util.List;

/**
 * The accuracy of detection per class.
 *
 * @param confidence threshold of the detections that count for precision and recall
 */
record Accuracy(String confidence, List<Row> classes, Row overall) {
  /**
   * The scores of a class, or of all classes.
   *
   * @param meter average precision in percent, for the bar
   */
  record Row(
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
            // Omit the classes of the model that the clips do not contain.
            .filter(score -> score.there() > 0 || score.found() > 0)
            .map(Accuracy::row)
            .toList(),
        row(story.overall()));
  }

  private static Row row(Story.Score score) {
    double drawn = Double.isFinite(score.averagePrecision()) ? score.averagePrecision() : 0;
    return new Row(
        score.name(),
        Format.percent(score.precision()),
        Format.percent(score.recall()),
        Format.format("%.1f", 100 * drawn),
        Format.percent(score.averagePrecision()),
        Format.count(score.there()),
        Format.count(score.found()));
  }
}
