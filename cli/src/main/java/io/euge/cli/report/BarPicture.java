package io.euge.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws bar charts as a separate SVG image, for light and dark pages, with at most two charts per
 * row.
 */
public final class BarPicture {
  private static final Template TEMPLATE = new Template(BarPicture.class, "picture");
  private static final int COLUMN = 376;
  private static final int COLUMN_GAP = 48;
  private static final int MARGIN = 24;
  private static final int SECTION_GAP = 30;
  private static final int TITLE_HEIGHT = 22;
  private static final int BAR_HEIGHT = 40;

  /** Of the font of headings, at most. */
  private static final int CHARACTER_WIDTH = 9;

  private final String title;
  private final List<Heading> headings = new ArrayList<>();
  private final List<PlacedChart> charts = new ArrayList<>();
  private int columns = 1;
  private int y = 20;

  private record Heading(String text, int y) {}

  private record PlacedChart(String title, int x, int y, int width, List<PlacedBar> bars) {}

  /**
   * The position of a bar below its label and value.
   *
   * @param textY baseline of the label
   * @param barY upper edge of the bar
   */
  private record PlacedBar(
      String style, String label, String value, int textY, int barY, String barWidth) {}

  private record View(
      String title,
      int left,
      int width,
      int height,
      List<Heading> headings,
      List<PlacedChart> charts) {}

  /**
   * Creates an empty image.
   *
   * @param title alternative text
   */
  public BarPicture(String title) {
    this.title = title;
  }

  /** Adds a heading and charts below it. */
  public BarPicture add(String heading, List<BarChart> below) {
    y += SECTION_GAP;
    headings.add(new Heading(heading, y));
    y += SECTION_GAP;
    columns = Math.max(columns, Math.min(2, below.size()));
    for (int first = 0; first < below.size(); first += 2) {
      int rowHeight = 0;
      for (int i = first; i < Math.min(first + 2, below.size()); i++) {
        PlacedChart chart = place(below.get(i), (i - first) * (COLUMN + COLUMN_GAP));
        charts.add(chart);
        rowHeight = Math.max(rowHeight, TITLE_HEIGHT + BAR_HEIGHT * chart.bars.size());
      }
      y += rowHeight + SECTION_GAP;
    }
    return this;
  }

  private PlacedChart place(BarChart chart, int x) {
    List<PlacedBar> bars = new ArrayList<>();
    for (BarChart.Bar bar : chart.bars()) {
      int top = TITLE_HEIGHT + BAR_HEIGHT * bars.size();
      bars.add(
          new PlacedBar(
              bar.style(),
              bar.label(),
              bar.value(),
              top + 12,
              top + 18,
              Format.format("%.1f", COLUMN * bar.fraction())));
    }
    return new PlacedChart(chart.title(), x, y, COLUMN, bars);
  }

  /** Returns the image as an XML document. */
  public String svg() {
    int content = columns * COLUMN + (columns - 1) * COLUMN_GAP;
    for (Heading heading : headings) {
      content = Math.max(content, CHARACTER_WIDTH * heading.text.length());
    }
    int width = 2 * MARGIN + content;
    return TEMPLATE.render(new View(title, -MARGIN, width, y, headings, charts));
  }
}
