package io.euge.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A horizontal bar chart whose bars start at zero, with labels and values.
 *
 * <p>On a page, the partial template {@code {{>bars}}} draws it: the bars are SVG and scale with
 * the page; the text is HTML, which keeps its size on a phone. {@link BarPicture} draws it as a
 * separate image.
 */
public final class BarChart {
  private final String title;
  private final String note;
  private final List<Length> lengths = new ArrayList<>();

  private record Length(String style, String label, double length, String value) {}

  /**
   * A bar as drawn.
   *
   * @param style its CSS class
   * @param fraction of the longest bar's length, in [0, 1]
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
   * @param note one sentence that explains the lengths
   */
  public BarChart(String title, String note) {
    this.title = title;
    this.note = note;
  }

  /**
   * Adds a bar.
   *
   * @param style its CSS class
   * @param length drawn as 0 if negative or NaN
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

  /** Returns the bars in the order in which they were added. */
  public List<Bar> bars() {
    double longest = lengths.stream().mapToDouble(Length::length).max().orElse(0);
    return lengths.stream()
        .map(
            bar -> new Bar(bar.style, bar.label, longest > 0 ? bar.length / longest : 0, bar.value))
        .toList();
  }
}
