package io.euge.bench.sharing;

import io.euge.bench.sharing.SharingResult.Curve;
import io.euge.bench.sharing.SharingResult.Mapped;
import io.euge.cli.report.BarChart;
import io.euge.cli.report.BarPicture;
import io.euge.cli.report.Format;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** Plots the results as SVG images. */
final class SharingPlots {
  private SharingPlots() {}

  /** Returns the images by file name without {@code .svg}. */
  static Map<String, String> of(SharingResult result) {
    Map<String, String> plots = new LinkedHashMap<>();
    plots.put(
        "ready",
        points(result, "Time until every task is ready", Format::seconds, Point::readySeconds));
    plots.put(
        "memory",
        points(result, "Peak resident memory", SharingPlots::megabytes, Point::peakBytes));
    plots.put(
        "clips",
        points(
            result,
            "Throughput of small tasks, loading included",
            SharingPlots::rate,
            Point::clipFramesPerSecond));
    plots.put(
        "steady",
        points(
            result,
            "Throughput in steady state",
            SharingPlots::rate,
            Point::steadyFramesPerSecond));
    plots.put("curve", curves(result));
    plots.put("mapped", mapped(result));
    return plots;
  }

  private static String points(
      SharingResult result,
      String title,
      DoubleFunction<String> format,
      ToDoubleFunction<Point> value) {
    BarChart chart = new BarChart("By the number of tasks that run at once", title);
    for (int tasks : result.tasks()) {
      for (SharingVariant variant : SharingVariant.values()) {
        double length = value.applyAsDouble(result.point(variant, tasks));
        chart.add(
            variant.style(),
            "%s, %s".formatted(Format.plural(tasks, "task"), variant.label()),
            length,
            format.apply(length));
      }
    }
    return picture(title, chart);
  }

  private static String curves(SharingResult result) {
    BarChart chart = new BarChart("By the number of frames a task has", "");
    for (Curve curve : result.curves()) {
      for (CurveProcess.Point point : curve.points()) {
        for (SharingVariant variant :
            List.of(SharingVariant.SHARED_PLAIN, SharingVariant.SHARED_COMPILED)) {
          double gain = point.gain(variant);
          chart.add(
              variant.style(),
              "%s, %s, %s"
                  .formatted(
                      curve.model(), Format.plural(point.frames(), "frame"), variant.label()),
              gain,
              Format.format("x%.2f", gain));
        }
      }
    }
    return picture("Throughput of small tasks as a multiple of plain private", chart);
  }

  private static String mapped(SharingResult result) {
    BarChart chart = new BarChart("By the number of processes", "");
    for (Mapped row : result.mapped()) {
      String processes = row.processes() + (row.processes() == 1 ? " process, " : " processes, ");
      add(chart, processes + "resident", "shared compiled", row.mean().rss());
      add(chart, processes + "its share", "shared", row.mean().pss());
      add(chart, processes + "private", "private", row.mean().pssAnon());
    }
    return picture("Memory of each process that maps the compiled model", chart);
  }

  private static void add(BarChart chart, String label, String style, long bytes) {
    chart.add(style, label, (double) bytes, Format.bytes(bytes));
  }

  private static String megabytes(double bytes) {
    return Format.bytes((long) bytes);
  }

  private static String rate(double framesPerSecond) {
    return Format.format("%.2f frames/s", framesPerSecond);
  }

  private static String picture(String title, BarChart chart) {
    return new BarPicture(title).add(title, List.of(chart)).svg();
  }
}
