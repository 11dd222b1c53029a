package io.euge.demo.page;

import io.euge.cli.report.BarChart;
import io.euge.cli.report.Format;
import io.euge.demo.page.Story.Point;
import io.euge.demo.page.Story.Run;
import io.euge.inference.sharing.SharingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Draws bar charts that compare a shared model with private copies. */
final class SharingCharts {
  private static final String READY = "Time until every task is ready";
  private static final String READY_NOTE =
      "From the first task's start until all have their model.";
  private static final String PEAK = "Memory at its peak";
  private static final String PEAK_NOTE =
      "Resident memory of the whole process, Spark and Java included.";

  private SharingCharts() {}

  /** Returns the charts of the demo's runs. */
  static List<BarChart> of(List<Run> runs) {
    List<BarChart> charts = new ArrayList<>();
    charts.add(
        chart(
            "Copies of the model",
            "In memory at once, for " + Format.plural(runs.get(0).tasks(), "task") + ".",
            runs,
            Run::modelCopies,
            run -> Format.count(run.modelCopies())));
    charts.add(
        chart(
            READY, READY_NOTE, runs, Run::readySeconds, run -> Format.seconds(run.readySeconds())));
    charts.add(
        chart(
            "Memory that the job added",
            "Resident memory of the process, beyond what it had before the job.",
            runs,
            Run::growthBytes,
            run -> Format.bytes(run.growthBytes())));
    charts.add(chart(PEAK, PEAK_NOTE, runs, Run::peakBytes, run -> Format.bytes(run.peakBytes())));
    charts.add(
        chart(
            "CPU time of the job",
            "Over all cores; what else the machine does hardly changes it.",
            runs,
            Run::processorSeconds,
            run -> Format.seconds(run.processorSeconds())));
    charts.add(
        chart(
            "Throughput",
            "Frames a second of elapsed time, one run each; unreliable on a busy machine.",
            runs,
            Run::framesPerSecond,
            run ->
                "%s frames/s, %s"
                    .formatted(
                        Format.decimal(run.framesPerSecond()), Format.seconds(run.seconds()))));
    return charts;
  }

  /** Returns the charts of each larger model, by model name. */
  static Map<String, List<BarChart>> ofFurtherModels(List<Point> points) {
    Map<String, List<BarChart>> charts = new LinkedHashMap<>();
    for (String model : points.stream().map(Point::model).distinct().toList()) {
      BarChart ready = new BarChart(READY, READY_NOTE);
      BarChart peak = new BarChart(PEAK, PEAK_NOTE);
      for (Point point : points.stream().filter(p -> p.model().equals(model)).toList()) {
        String label =
            Format.plural(point.tasks(), "task")
                + (point.sharing() == SharingMode.PROCESS ? ", shared" : ", a copy each");
        String style = style(point.sharing());
        ready.add(style, label, point.readySeconds(), Format.seconds(point.readySeconds()));
        peak.add(style, label, (double) point.peakBytes(), Format.bytes(point.peakBytes()));
      }
      charts.put(model, List.of(ready, peak));
    }
    return charts;
  }

  private static BarChart chart(
      String title,
      String note,
      List<Run> runs,
      ToDoubleFunction<Run> length,
      Function<Run, String> value) {
    BarChart chart = new BarChart(title, note);
    for (Run run : runs) {
      chart.add(
          style(run.sharing()),
          run.sharing() == SharingMode.PROCESS ? "one model, shared" : "a copy for each task",
          length.applyAsDouble(run),
          value.apply(run));
    }
    return chart;
  }

  private static String style(SharingMode sharing) {
    return sharing == SharingMode.PROCESS ? "shared" : "private";
  }
}
