package io.euge.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Horizontal bars that start at zero, each with its label and value.
 *
 * <p>On a page the partial {@code {{>bars}}} draws it: the bars are SVG whose widths are parts of
 * the page's, and letters are HTML, which keep their size on a phone. {@link BarPicture} draws it
 * as a picture of its own.
 */
public final class BarChart {
  private final String title;
  private final String note;
  private final List<Length> lengths = new ArrayList<>();

  private record Length(String style, String label, double length, String value) {}

  /**
   * A bar as it is drawn.
   *
   * @param style its class in the style sheet
   * @param fraction of the longest bar's length, 0 to 1
   * @param value in words
   */
  public record Bar(String style, String label, double fraction, String value) {
    /** Returns the length as a percentage of the longest bar's. */
    public String percent() {
      return Format.format("%.2f", 100 * fraction);
    }
  }

  /**
   * Creates a chart without bars.
   *
   * @param note one sentence that says what the lengths are
   */
  public BarChart(String title, String note) {
    this.title = title;
    this.note = note;
  }

  /**
   * Adds a bar.
   *
   * @param style its class in the style sheet
   * @param length drawn as 0 if negative or not known
   * @param value the length in words
   */
  public BarChart add(String style, String label, double length, String value) {
    double known = Double.isFinite(length) ? Math.max(0, length) : 0;
    lengths.add(new Length(style, label, known, value));
    return this;
  }

  public String title() {
    return title;
  }

  public String note() {
    return note;
  }

  /** Returns the bars in the order they were added. */
  public List<Bar> bars() {
    double longest = lengths.stream().mapToDouble(Length::length).max().orElse(0);
    return lengths.stream()
        .map(
            bar -> new Bar(bar.style, bar.label, longest > 0 ? bar.length / longest : 0, bar.value))
        .toList();
  }
}
