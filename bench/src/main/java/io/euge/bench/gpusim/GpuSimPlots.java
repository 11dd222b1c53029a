package io.euge.bench.gpusim;

import io.euge.bench.gpusim.GpuSimResult.Table;
import io.euge.bench.gpusim.SimulatedRun.Outcome;
import io.euge.cli.report.BarChart;
import io.euge.cli.report.BarPicture;
import io.euge.cli.report.Format;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Plots the results as SVG images. */
final class GpuSimPlots {
  private GpuSimPlots() {}

  /**
   * Bars of one colour.
   *
   * @param style CSS class in the style sheet
   */
  private record Series(String style, String label, Table table, boolean shared, boolean mps) {}

  /** Returns the images by file name without {@code .svg}. */
  static Map<String, String> of(GpuSimResult result) {
    Map<String, String> plots = new LinkedHashMap<>();
    for (Table table : result.networks()) {
      String name = table.network().name();
      plots.put(
          "simulated-throughput-" + name,
          picture(
              result,
              "Simulation: throughput of " + name + " on one " + result.gpu(),
              "%.0f frames/s (simulated)",
              Outcome::framesPerSecond,
              new Series("private", "in turns", table, true, false),
              new Series("shared", "MPS", table, true, true)));
      plots.put(
          "simulated-memory-" + name,
          picture(
              result,
              "Simulation: memory of " + name + " on one " + result.gpu(),
              "%.0f MiB (simulated)",
              outcome -> outcome.bytes() / (double) (1 << 20),
              new Series("private", "a copy for each task", table, false, true),
              new Series("shared", "one copy for each process", table, true, true)));
    }
    return plots;
  }

  private static String picture(
      GpuSimResult result,
      String title,
      String format,
      ToDoubleFunction<Outcome> value,
      Series... series) {
    BarChart chart = new BarChart("processes x tasks of each", "");
    for (int processes : result.processes()) {
      for (int tasks : result.tasks()) {
        for (Series bars : series) {
          Outcome outcome = bars.table.outcome(processes, tasks, bars.shared, bars.mps);
          double length = outcome.fits() ? value.applyAsDouble(outcome) : 0;
          chart.add(
              bars.style,
              "%dx%d, %s".formatted(processes, tasks, bars.label),
              length,
              outcome.fits() ? Format.format(format, length) : "does not fit the memory");
        }
      }
    }
    return new BarPicture(title).add(title, List.of(chart)).svg();
  }
}
