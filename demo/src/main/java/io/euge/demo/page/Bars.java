package io.euge.demo.page;

import io.euge.inference.sharing.SharingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Lengths to compare, from zero, each with its value. Bars are SVG whose widths are parts of the
 * page's; letters are HTML: so letters keep their size on a phone.
 */
final class Bars {
  private static final int TITLE = 22;
  private static final int ROW = 40;

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

  /** A bar more. What is not known has no length. */
  void add(String label, SharingMode sharing, double length, String value) {
    bars.add(new Bar(label, sharing, Double.isFinite(length) ? Math.max(0, length) : 0, value));
  }

  private static String kind(SharingMode sharing) {
    return sharing == SharingMode.PROCESS ? "shared" : "private";
  }

  String html() {
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
                  Words.format("%.2f", 100 * part(bar))));
    }
    return html.append("</ul></div>\n").toString();
  }

  /** Rows of pixels that {@link #svg} takes. */
  int height() {
    return TITLE + ROW * bars.size();
  }

  /** The same with its letters in SVG, for a picture of a fixed width. */
  String svg(int x, int y, int width) {
    StringBuilder svg = new StringBuilder();
    svg.append(Words.format("<g transform=\"translate(%d %d)\">\n", x, y));
    svg.append("<text class=\"title\" y=\"12\">%s</text>\n".formatted(Words.html(title)));
    int row = TITLE;
    for (Bar bar : bars) {
      svg.append(
          Words.format(
              """
              <text y="%d">%s</text><text class="value" x="%d" y="%d">%s</text>
              <rect class="track" y="%d" width="%d" height="12" rx="4"/>
              <rect class="%s" y="%d" width="%s" height="12" rx="4"/>
              """,
              row + 12,
              Words.html(bar.label()),
              width,
              row + 12,
              Words.html(bar.value()),
              row + 18,
              width,
              kind(bar.sharing()),
              row + 18,
              Words.format("%.1f", width * part(bar))));
      row += ROW;
    }
    return svg.append("</g>\n").toString();
  }

  private double part(Bar bar) {
    double longest = bars.stream().mapToDouble(Bar::length).max().orElse(0);
    return longest > 0 ? bar.length() / longest : 0;
  }
}
