package io.euge.demo.page;

import io.euge.demo.page.Story.Point;
import io.euge.demo.page.Story.Run;
import io.euge.inference.sharing.SharingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What there is to compare between a shared model and copies of it. */
final class SharingPlots {
  private static final String READY = "Time until every task is ready";
  private static final String READY_NOTE =
      "From the first task's start until all have their model.";
  private static final String PEAK = "Memory at its peak";
  private static final String PEAK_NOTE =
      "Resident memory of the whole process, Spark and Java included.";

  private SharingPlots() {}

  /** Of the demo's own runs. */
  static List<Bars> of(List<Run> runs) {
    List<Bars> plots = new ArrayList<>();
    plots.add(
        plot(
            "Copies of the model",
            "In memory at once, for " + Words.many(runs.get(0).tasks(), "task") + ".",
            runs,
            Run::modelCopies,
            run -> Words.count(run.modelCopies())));
    plots.add(
        plot(READY, READY_NOTE, runs, Run::readySeconds, run -> Words.seconds(run.readySeconds())));
    plots.add(
        plot(
            "Memory that the job added",
            "Resident memory of the process, beyond what it had before the job.",
            runs,
            Run::growthBytes,
            run -> Words.bytes(run.growthBytes())));
    plots.add(plot(PEAK, PEAK_NOTE, runs, Run::peakBytes, run -> Words.bytes(run.peakBytes())));
    plots.add(
        plot(
            "Processor time of the job",
            "Over all cores; what else the machine does hardly changes it.",
            runs,
            Run::processorSeconds,
            run -> Words.seconds(run.processorSeconds())));
    plots.add(
        plot(
            "Throughput",
            "Frames a second by the clock, one run each: on a busy machine a matter of chance.",
            runs,
            Run::framesPerSecond,
            run ->
                "%s frames/s, %s"
                    .formatted(Words.one(run.framesPerSecond()), Words.seconds(run.seconds()))));
    return plots;
  }

  /** Of each larger model, by its name. */
  static Map<String, List<Bars>> further(List<Point> points) {
    Map<String, List<Bars>> plots = new LinkedHashMap<>();
    for (String model : points.stream().map(Point::model).distinct().toList()) {
      Bars ready = new Bars(READY, READY_NOTE);
      Bars peak = new Bars(PEAK, PEAK_NOTE);
      for (Point point : points.stream().filter(p -> p.model().equals(model)).toList()) {
        String label =
            Words.many(point.tasks(), "task")
                + (point.sharing() == SharingMode.PROCESS ? ", shared" : ", a copy each");
        ready.add(
            label, point.sharing(), point.readySeconds(), Words.seconds(point.readySeconds()));
        peak.add(
            label, point.sharing(), (double) point.peakBytes(), Words.bytes(point.peakBytes()));
      }
      plots.put(model, List.of(ready, peak));
    }
    return plots;
  }

  private static Bars plot(
      String title,
      String note,
      List<Run> runs,
      ToDoubleFunction<Run> length,
      Function<Run, String> value) {
    Bars bars = new Bars(title, note);
    for (Run run : runs) {
      bars.add(
          run.sharing() == SharingMode.PROCESS ? "one model, shared" : "a copy for each task",
          run.sharing(),
          length.applyAsDouble(run),
          value.apply(run));
    }
    return bars;
  }
}
