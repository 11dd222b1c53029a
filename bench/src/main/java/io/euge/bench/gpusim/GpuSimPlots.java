package io.euge.bench.gpusim;

import io.euge.bench.gpusim.GpuSimResult.Table;
import io.euge.bench.gpusim.Trial.Outcome;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The figures of a result as pictures in SVG. A bar that is missing does not fit the memory. */
final class GpuSimPlots {
  private GpuSimPlots() {}

  /** Pictures by their file names without ending. */
  static Map<String, String> of(GpuSimResult result) throws IOException {
    Map<String, String> plots = new LinkedHashMap<>();
    for (Table table : result.networks()) {
      String name = table.network().name();
      plots.put(
          "throughput-" + name,
          bars(
              result,
              "Simulation: throughput of " + name + " on one " + result.gpu(),
              "frames/s (simulated)",
              Outcome::framesPerSecond,
              new Bars("in turns", table, true, false),
              new Bars("MPS", table, true, true)));
      plots.put(
          "memory-" + name,
          bars(
              result,
              "Simulation: memory of " + name + " on one " + result.gpu(),
              "MiB (simulated)",
              outcome -> outcome.bytes() / (double) (1 << 20),
              new Bars("a copy for each task", table, false, true),
              new Bars("one copy for each process", table, true, true)));
    }
    return plots;
  }

  private record Bars(String label, Table table, boolean shared, boolean mps) {}

  private static String bars(
      GpuSimResult result,
      String title,
      String unit,
      ToDoubleFunction<Outcome> value,
      Bars... series)
      throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(860)
            .height(420)
            .title(title)
            .xAxisTitle("processes x tasks of each")
            .yAxisTitle(unit)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    for (Bars bars : series) {
      List<String> places = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (int processes : result.processes()) {
        for (int tasks : result.tasks()) {
          Outcome outcome = bars.table.outcome(processes, tasks, bars.shared, bars.mps);
          places.add(processes + "x" + tasks);
          values.add(outcome.fits() ? value.applyAsDouble(outcome) : 0.0);
        }
      }
      chart.addSeries(bars.label, places, values);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
    return out.toString(StandardCharsets.UTF_8);
  }
}
