package io.euge.cli.report;

import io.euge.cli.report.ReportFigures.Bin;
import java.util.ArrayList;
import java.util.List;

/**
 * Charts of each camera over time. All charts have the same time axis; each has its own value axis.
 *
 * @param columns names of the charts, for the table of values
 */
record TimeCharts(
    String heading, String note, List<Chart> charts, List<String> columns, List<Line> lines) {
  static final TimeCharts NONE = new TimeCharts("", "", List.of(), List.of(), List.of());

  private static final double GAP = 0.06;

  /**
   * The chart of a camera.
   *
   * @param top value at the upper edge
   */
  record Chart(
      String name,
      String summary,
      int bins,
      String top,
      String middle,
      List<Bar> bars,
      List<String> times) {}

  /** A bar; the chart is one unit wide per interval and 100 units high. */
  record Bar(String x, String y, String width, String height, String words) {}

  /** A row of the table of values. */
  record Line(String begin, List<String> values) {}

  static TimeCharts of(ReportKind kind, ReportFigures figures) {
    boolean mean = kind == ReportKind.DETECTIONS;
    List<String> names = new ArrayList<>();
    figures.cameras().forEach(camera -> names.add(camera.title()));
    if (figures.otherCameras() > 0) {
      names.add(Format.plural(figures.otherCameras(), "other camera"));
    }
    List<Chart> charts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      charts.add(chart(kind, names.get(i), figures.bins().get(i), mean, figures.axis()));
    }
    List<Line> lines = new ArrayList<>();
    for (int bin = 0; bin < figures.axis().count(); bin++) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        values.add(text(figures.bins().get(i).get(bin).value(mean), mean));
      }
      lines.add(new Line(figures.axis().begin(bin), values));
    }
    String note =
        "%s, in intervals of %s%s."
            .formatted(
                kind.measure(),
                figures.axis().lengthInWords(),
                figures.axis().clock()
                    ? " (" + figures.axis().zone().getId() + ")"
                    : " from the first frame of each video, for the table has no times");
    return new TimeCharts(kind.heading(), note, charts, names, lines);
  }

  private static String text(double value, boolean mean) {
    return mean ? Format.decimal(value) : Format.count((long) value);
  }

  private static Chart chart(
      ReportKind kind, String name, List<Bin> bins, boolean mean, TimeAxis axis) {
    double most = 0;
    int busiest = 0;
    for (int i = 0; i < bins.size(); i++) {
      double value = bins.get(i).value(mean);
      if (value > most) {
        most = value;
        busiest = i;
      }
    }
    double top = top(most, mean);
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < bins.size(); i++) {
      double value = bins.get(i).value(mean);
      if (value > 0) {
        double height = 100 * value / top;
        bars.add(
            new Bar(
                Format.format("%.2f", i + GAP),
                Format.format("%.2f", 100 - height),
                Format.format("%.2f", 1 - 2 * GAP),
                Format.format("%.2f", height),
                axis.begin(i) + ": " + text(value, mean)));
      }
    }
    String summary =
        most > 0
            ? "At most %s%s, from %s on"
                .formatted(
                    text(most, mean), mean ? " in a frame on average" : "", axis.begin(busiest))
            : "No " + kind.noun() + "s";
    return new Chart(
        name,
        summary,
        bins.size(),
        mean && top < 4 ? Format.decimal(top) : Format.count((long) top),
        mean && top < 4 ? Format.decimal(top / 2) : Format.count((long) (top / 2)),
        bars,
        axis.labels());
  }

  /**
   * Returns the smallest suitable axis maximum that is not below {@code most}: a power of ten times
   * 1, 2, 4, 6 or 8.
   */
  private static double top(double most, boolean mean) {
    double step = Math.pow(10, Math.floor(Math.log10(Math.max(most, mean ? 0.1 : 1))));
    for (double factor : new double[] {1, 2, 4, 6, 8, 10}) {
      double top = factor * step;
      if (top >= most && (mean || top >= 2)) {
        return top;
      }
    }
    return 10 * step;
  }
}
