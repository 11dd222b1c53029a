package io.euge.spark.ui.page;

import io.euge.spark.ui.RateSeries;
import java.util.Locale;

/** Draws frames a second over time as a picture that needs no script. */
final class RateChart {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 220;
  private static final int LEFT = 60;
  private static final int RIGHT = 12;
  private static final int TOP = 12;
  private static final int BOTTOM = 28;
  private static final int ROWS = 4;
  private static final int COLUMNS = 8;
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  private final RateSeries rates;
  private final double most;
  private final double seconds;
  private final StringBuilder svg = new StringBuilder();

  private RateChart(RateSeries rates) {
    this.rates = rates;
    double highest = 0;
    for (int i = 0; i < rates.frames().size(); i++) {
      highest = Math.max(highest, rates.perSecond(i));
    }
    this.most = ROWS * step(Math.max(highest, 1e-3) / ROWS);
    this.seconds = Math.max(1, rates.end() - rates.start()) / 1000.0;
  }

  /** Returns the markup; empty if nothing is known. */
  static String of(RateSeries rates) {
    return rates.frames().isEmpty() ? "" : new RateChart(rates).draw();
  }

  /** Returns the next number that is easy to read. */
  private static double step(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : STEPS) {
      if (step * power >= value) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private String draw() {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg id=\"euge-rates\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-label=\"Frames per second over time\" width=\"100%%\""
                + " style=\"max-width: 1200px\" font-size=\"12\" font-family=\"inherit\">",
            WIDTH,
            HEIGHT));
    axes();
    curve();
    for (int i = 0; i < rates.frames().size(); i++) {
      hint(i);
    }
    return svg.append("</svg>").toString();
  }

  private double x(double second) {
    return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, second / seconds);
  }

  private double y(double perSecond) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * perSecond / most;
  }

  private void axes() {
    for (int row = 0; row <= ROWS; row++) {
      double value = most * row / ROWS;
      add(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"currentColor\""
              + " stroke-opacity=\"%s\"/>",
          LEFT, WIDTH - RIGHT, y(value), y(value), row == 0 ? "0.4" : "0.12");
      add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"currentColor\""
              + " fill-opacity=\"0.75\">%s</text>",
          LEFT - 8, y(value) + 4, label(value));
    }
    double step = timeStep(seconds / COLUMNS);
    for (double second = 0; second <= seconds; second += step) {
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"currentColor\""
              + " fill-opacity=\"0.75\">%s</text>",
          x(second), HEIGHT - 8, clock(second));
    }
  }

  private static String label(double value) {
    return value >= 10 || value == Math.rint(value)
        ? Markup.number(Math.round(value))
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private static double timeStep(double seconds) {
    for (int step : new int[] {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200}) {
      if (step >= seconds) {
        return step;
      }
    }
    return Math.ceil(seconds / 14400) * 14400;
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }

  /** The color is Spark's own where its pages have one. */
  private void curve() {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < rates.frames().size(); i++) {
      line.append(
          String.format(
              Locale.ROOT,
              "%s%.1f,%.1f L%.1f,%.1f",
              i == 0 ? "M" : " L",
              x(begin(i)),
              y(rates.perSecond(i)),
              x(end(i)),
              y(rates.perSecond(i))));
    }
    int last = rates.frames().size() - 1;
    add(
        "<path d=\"%s L%.1f,%.1f L%.1f,%.1f Z\" fill=\"#3aa0e8\" fill-opacity=\"0.18\"/>",
        line, x(end(last)), y(0), x(0), y(0));
    add(
        "<path d=\"%s\" fill=\"none\" stroke=\"#3aa0e8\" stroke-width=\"2\""
            + " stroke-linejoin=\"round\"/>",
        line);
  }

  private double begin(int interval) {
    return interval * rates.width() / 1000.0;
  }

  private double end(int interval) {
    return (rates.endOf(interval) - rates.start()) / 1000.0;
  }

  /** An area that shows its values under the pointer. */
  private void hint(int i) {
    add(
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill-opacity=\"0\">"
            + "<title>%s to %s: %s frames a second</title></rect>",
        x(begin(i)),
        TOP,
        Math.max(1, x(end(i)) - x(begin(i))),
        HEIGHT - TOP - BOTTOM,
        clock(begin(i)),
        clock(end(i)),
        Markup.number(rates.perSecond(i)));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
