package io.euge.demo.page;

import io.euge.evaluation.Rules;
import io.euge.rendering.ClassColors;
import io.euge.traffic.Kind;
import java.util.List;

/** How well each class was found. */
final class Accuracy {
  /** The model's labels, by the numbers of its classes. */
  private static final List<String> CLASSES = Kind.labels();

  private Accuracy() {}

  static String section(Story story) {
    StringBuilder html = new StringBuilder();
    html.append(
        Words.format(
            """
        <section><h2>How well vehicles were found</h2>
        <p>Every frame is compared with the truth. A detection is right if it overlaps a vehicle of its class by at
        least half (intersection over union). Precision is the part of the detections that are right, recall the part
        of the vehicles that were found, both with a confidence of at least %s; the average precision
        says both for all thresholds of confidence.</p>
        <div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Figures of each class"><table>
        <thead><tr><th scope="col">class</th><th scope="col">precision</th><th scope="col">recall</th>
        <th scope="col">average precision</th><th scope="col">there</th><th scope="col">detections</th></tr></thead>
        <tbody>
        """,
            Rules.STANDARD.confidence()));
    for (Story.Score score : story.classes()) {
      // A model of many classes knows most of them for nothing here.
      if (score.there() > 0 || score.found() > 0) {
        html.append(row(swatch(score.name()) + Words.html(score.name()), score, meter(score)));
      }
    }
    html.append("</tbody><tfoot>\n").append(row("all", story.overall(), ""));
    html.append(
        """
        </tfoot></table></div></div>
        <p class="soft below">A vehicle counts once for each frame it is in. The average precision
        of all is the mean of the classes' (mAP@0.5).</p></section>
        """);
    return html.toString();
  }

  private static String row(String name, Story.Score score, String meter) {
    return """
        <tr><th scope="row">%s</th><td>%s</td><td>%s</td><td>%s<span class="value">%s</span></td><td>%s</td><td>%s</td></tr>
        """
        .formatted(
            name,
            Words.percent(score.precision()),
            Words.percent(score.recall()),
            meter,
            Words.percent(score.averagePrecision()),
            Words.count(score.there()),
            Words.count(score.found()));
  }

  /** The colour that the class has in the pictures, if a clip can show it. */
  private static String swatch(String label) {
    int classId = CLASSES.indexOf(label);
    return classId < 0
        ? ""
        : Words.format(
            "<span class=\"swatch\" style=\"background:#%06x\"></span>",
            ClassColors.of(classId).getRGB() & 0xFFFFFF);
  }

  private static String meter(Story.Score score) {
    double part = Double.isFinite(score.averagePrecision()) ? score.averagePrecision() : 0;
    return Words.format(
        "<svg class=\"meter\" aria-hidden=\"true\"><rect class=\"track\" width=\"100%%\""
            + " height=\"100%%\" rx=\"3\"/><rect class=\"shared\" width=\"%.1f%%\" height=\"100%%\""
            + " rx=\"3\"/></svg>",
        100 * part);
  }
}
