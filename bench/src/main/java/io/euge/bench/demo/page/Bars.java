package io.euge.bench.demo.page;

import io.euge.inference.SharingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Lengths to compare, from zero, each with its value. Bars are SVG whose widths are parts of the
 * page's; letters are HTML: so letters keep their size on a phone.
 */
final class Bars {
  private final String title;
  private final String note;
  private final List<Bar> bars = new ArrayList<>();

  private record Bar(String label, SharingMode sharing, double length, String value) {}

  /**
   * @param note what the lengths are, one sentence
   */
  Bars(String title, String note) {
    this.title = title;
    this.note = note;
  }

  /** One bar for each run. */
  static String of(
      String title,
      String note,
      List<Story.Run> runs,
      ToDoubleFunction<Story.Run> length,
      Function<Story.Run, String> value) {
    Bars bars = new Bars(title, note);
    for (Story.Run run : runs) {
      bars.add(name(run.sharing()), run.sharing(), length.applyAsDouble(run), value.apply(run));
    }
    return bars.html();
  }

  /** A bar more. What is not known has no length. */
  void add(String label, SharingMode sharing, double length, String value) {
    bars.add(new Bar(label, sharing, Double.isFinite(length) ? Math.max(0, length) : 0, value));
  }

  private static String name(SharingMode sharing) {
    return sharing == SharingMode.PROCESS ? "one model, shared" : "a copy for each task";
  }

  private static String kind(SharingMode sharing) {
    return sharing == SharingMode.PROCESS ? "shared" : "private";
  }

  String html() {
    double longest = bars.stream().mapToDouble(Bar::length).max().orElse(0);
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"card\"><h3>%s</h3>\n".formatted(Words.html(title)));
    html.append("<p class=\"soft\">%s</p>\n<ul class=\"bars\">\n".formatted(Words.html(note)));
    for (Bar bar : bars) {
      html.append(
          """
          <li><span>%s</span> <strong>%s</strong>
          <svg class="bar" width="100%%" height="14" aria-hidden="true">\
          <rect class="track" width="100%%" height="14" rx="4"/>\
          <rect class="%s" width="%s%%" height="14" rx="4"/></svg></li>
          """
              .formatted(
                  Words.html(bar.label()),
                  Words.html(bar.value()),
                  kind(bar.sharing()),
                  longest > 0 ? Words.format("%.2f", 100 * bar.length() / longest) : "0"));
    }
    return html.append("</ul></div>\n").toString();
  }
}
