package io.euge.bench.sharing;

import io.euge.bench.sharing.SharingResult.Curve;
import io.euge.bench.sharing.SharingResult.Mapped;
import io.euge.process.ProcessMemory;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The figures of a result as pictures in SVG. */
final class Plots {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;

  private Plots() {}

  /** Pictures by their file names without ending. */
  static Map<String, String> of(SharingResult result) throws IOException {
    Map<String, String> plots = new LinkedHashMap<>();
    plots.put("ready", tasks(result, "Time until every task is ready", "s", Point::readySeconds));
    plots.put(
        "memory", tasks(result, "Peak resident memory", "MB", point -> point.peakBytes() / 1e6));
    plots.put(
        "clips",
        tasks(
            result,
            "Throughput of small tasks, loading included",
            "frames/s",
            Point::clipFramesPerSecond));
    plots.put(
        "steady",
        tasks(result, "Throughput in steady state", "frames/s", Point::steadyFramesPerSecond));
    plots.put("curve", curve(result));
    plots.put("mapped", mapped(result));
    return plots;
  }

  private static String tasks(
      SharingResult result, String title, String unit, ToDoubleFunction<Point> value)
      throws IOException {
    CategoryChart chart = bars(title, "tasks at once", unit);
    List<Integer> tasks = result.tasks();
    for (Contestant contestant : Contestant.values()) {
      chart.addSeries(
          contestant.label(),
          tasks,
          tasks.stream()
              .map(count -> value.applyAsDouble(result.point(contestant, count)))
              .toList());
    }
    return svg(chart);
  }

  private static String curve(SharingResult result) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Throughput of small tasks as a multiple of plain private")
            .xAxisTitle("frames a task")
            .yAxisTitle("multiple")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setYAxisMin(0.0);
    for (Curve curve : result.curves()) {
      for (Contestant contestant : List.of(Contestant.SHARED_PLAIN, Contestant.SHARED_COMPILED)) {
        chart.addSeries(
            curve.model() + ", " + contestant.label(),
            curve.points().stream().map(point -> (double) point.frames()).toList(),
            curve.points().stream().map(point -> point.gain(contestant)).toList());
      }
    }
    return svg(chart);
  }

  private static String mapped(SharingResult result) throws IOException {
    CategoryChart chart =
        bars("Memory of each process that maps the compiled model", "processes", "MB");
    List<Integer> counts = result.mapped().stream().map(Mapped::processes).toList();
    chart.addSeries("resident", counts, megabytes(result, ProcessMemory::rss));
    chart.addSeries("its share", counts, megabytes(result, ProcessMemory::pss));
    chart.addSeries("private", counts, megabytes(result, ProcessMemory::pssAnon));
    return svg(chart);
  }

  private static List<Double> megabytes(
      SharingResult result, ToDoubleFunction<ProcessMemory> value) {
    return result.mapped().stream().map(row -> value.applyAsDouble(row.mean()) / 1e6).toList();
  }

  private static CategoryChart bars(String title, String x, String y) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    return chart;
  }

  private static String svg(Chart<?, ?> chart) throws IOException {
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
    return out.toString(StandardCharsets.UTF_8);
  }
}
