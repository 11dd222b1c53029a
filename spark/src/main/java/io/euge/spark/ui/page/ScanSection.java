package io.euge.spark.ui.page;

import io.euge.spark.ui.ScanEntry;
import java.util.Locale;
import org.apache.spark.ui.UIUtils;

/** The scan at a glance: its numbers, its bottleneck and its frames over time. */
final class ScanSection {
  private final ScanEntry scan;
  private final String query;
  private final long now;

  ScanSection(ScanEntry scan, String query, long now) {
    this.scan = scan;
    this.query = query;
    this.now = now;
  }

  String markup() {
    return "<ul class=\"list-unstyled\">"
        + item("Query", link() + state())
        + item("Source", Markup.text(scan.source()))
        + item("Started", Markup.text(UIUtils.formatDate(scan.begin())))
        + item("Duration", UIUtils.formatDuration(PageBody.millis(scan, now)))
        + item("Videos", "<span id=\"euge-videos\">" + videos() + "</span>")
        + item("Frames", "<span id=\"euge-frames\">" + frames() + "</span>")
        + "</ul>"
        + progress()
        + bottleneck()
        + chart();
  }

  private static String item(String name, String value) {
    return "<li><strong>" + name + ":</strong> " + value + "</li>";
  }

  private String link() {
    return "<a href=\"%s\">%d</a> %s"
        .formatted(Markup.text(query), scan.scan(), Markup.text(description()));
  }

  /** Returns the description without the line breaks that Spark puts into that of a stream. */
  private String description() {
    return scan.description().replace("<br/>", " ");
  }

  private String state() {
    return scan.running()
        ? " <span class=\"spinner-border spinner-border-sm text-primary\" role=\"status\">"
            + "<span class=\"visually-hidden\">running</span></span>"
        : "";
  }

  private String videos() {
    return "%s done, %s failed, %s left of %s"
        .formatted(
            Markup.number(scan.done()),
            Markup.number(scan.failed()),
            Markup.number(scan.left()),
            Markup.number(scan.videos()));
  }

  private String frames() {
    StringBuilder text = new StringBuilder(Markup.number(scan.frames()));
    if (scan.framesExpected() > 0 && scan.running()) {
      text.append(" of about ").append(Markup.number(scan.framesExpected()));
    }
    if (!scan.running() && scan.seconds() > 0) {
      text.append(", ")
          .append(Markup.number(scan.frames() / scan.seconds()))
          .append(" a second while tasks read");
    }
    return text.toString();
  }

  private String progress() {
    if (scan.videos() == 0) {
      return "";
    }
    return "<div class=\"progress\" style=\"max-width: 1200px; margin-bottom: 1rem\">"
        + bar(scan.done(), "bg-success", "done")
        + bar(scan.failed(), "bg-danger", "failed")
        + "</div>";
  }

  private String bar(long videos, String color, String what) {
    return videos == 0
        ? "<!-- none " + what + " -->"
        : String.format(
            Locale.ROOT,
            "<div class=\"progress-bar %s\" role=\"progressbar\" style=\"width: %.2f%%\">%s %s</div>",
            color,
            100.0 * videos / Math.max(scan.videos(), scan.done() + scan.failed()),
            Markup.number(videos),
            what);
  }

  private String bottleneck() {
    if (scan.bottleneck().isEmpty()) {
      return "";
    }
    String sentence = scan.bottleneck();
    return "<div id=\"euge-bottleneck\" class=\"alert alert-info\" role=\"note\""
        + " style=\"max-width: 1200px; padding: .5rem .75rem\">"
        + Markup.text(sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1))
        + ".</div>";
  }

  private String chart() {
    String chart = RateChart.of(scan.rates());
    return chart.isEmpty() ? "" : "<h4>Frames per Second</h4>" + chart;
  }
}
