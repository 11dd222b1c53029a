package io.euge.bench.demo.page;

import io.euge.bench.demo.page.Story.Point;
import io.euge.bench.demo.page.Story.Run;
import io.euge.inference.SharingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The same job with one model for all tasks and with one for each, side by side. */
final class Sharing {
  private Sharing() {}

  static String section(Story story) {
    List<Run> runs = story.runs();
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <section><h2>What sharing the model does</h2>
        <p>A Spark executor is one process with many tasks. Euge keeps one model in it for all of them; the usual way
        is one for each task. The job ran with both, each time in a process of its own.</p>
        %s%s<ul class="legend">%s%s</ul>
        <div class="grid">
        """
            .formatted(
                agreement(runs),
                gain(story),
                key("shared", "one model, shared by all tasks"),
                key("private", "a copy of the model for each task")));
    html.append(
        Bars.of(
            "Copies of the model",
            "In memory at once, for " + Words.many(runs.get(0).tasks(), "task") + ".",
            runs,
            Run::modelCopies,
            run -> Words.count(run.modelCopies())));
    html.append(
        Bars.of(
            "Time until every task is ready",
            "From the first task's start until all have their model.",
            runs,
            Run::readySeconds,
            run -> Words.seconds(run.readySeconds())));
    html.append(
        Bars.of(
            "Memory that the job added",
            "Resident memory of the process, beyond what it had before the job.",
            runs,
            Run::growthBytes,
            run -> Words.bytes(run.growthBytes())));
    html.append(
        Bars.of(
            "Memory at its peak",
            "Resident memory of the whole process, Spark and Java included.",
            runs,
            Run::peakBytes,
            run -> Words.bytes(run.peakBytes())));
    html.append(
        Bars.of(
            "Throughput",
            "Frames of all clips a second, from the job's start to its end.",
            runs,
            Run::framesPerSecond,
            run -> Words.one(run.framesPerSecond()) + " frames/s"));
    html.append(
        Bars.of(
            "Duration of the job",
            "All clips, with the loading of models.",
            runs,
            Run::seconds,
            run -> Words.seconds(run.seconds())));
    return html.append("</div>\n")
        .append(further(story.further()))
        .append("</section>\n")
        .toString();
  }

  private static String key(String kind, String words) {
    return """
        <li><svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class="%s" width="10" height="10" rx="2"/></svg>%s</li>
        """
        .formatted(kind, words);
  }

  /** Speed means nothing if the results are not the same. */
  private static String agreement(List<Run> runs) {
    if (runs.size() < 2) {
      return "";
    }
    if (runs.stream().map(Run::digest).distinct().count() == 1) {
      return "<p>Both found exactly the same: %s, digest <code>%s</code>.</p>\n"
          .formatted(
              Words.many(runs.get(0).detections(), "detection"), Words.html(runs.get(0).digest()));
    }
    return "<p class=\"alarm\"><strong>The runs did not find the same</strong>, so these figures do"
        + " not compare. Please report it.</p>\n";
  }

  /** What sharing came to, in words, whether it gained or lost. */
  private static String gain(Story story) {
    Run shared = story.runs().get(0);
    Optional<Run> other = story.unshared();
    if (shared.sharing() != SharingMode.PROCESS || other.isEmpty()) {
      return "";
    }
    double sooner = other.get().readySeconds() - shared.readySeconds();
    String ready = Words.seconds(Math.abs(sooner)) + (sooner >= 0 ? " sooner" : " later");
    String memory = "";
    if (shared.growthBytes() > 0 && other.get().growthBytes() > 0) {
      long less = other.get().growthBytes() - shared.growthBytes();
      memory =
          ", and the job added %s to the process"
              .formatted(Words.bytes(Math.abs(less)) + (less >= 0 ? " less" : " more"));
    }
    return "<p>With the model shared, every task was ready %s%s.</p>\n".formatted(ready, memory);
  }

  private static String further(List<Point> points) {
    StringBuilder html = new StringBuilder();
    for (String model : points.stream().map(Point::model).distinct().toList()) {
      List<Point> here = points.stream().filter(point -> point.model().equals(model)).toList();
      html.append(
          "<h3 class=\"further\">With a larger model: %s</h3>\n".formatted(Words.html(model)));
      html.append("<div class=\"grid\">\n");
      html.append(
          bars(
              "Time until every task is ready",
              "From the first task's start until all have their model.",
              here,
              Point::readySeconds,
              point -> Words.seconds(point.readySeconds())));
      html.append(
          bars(
              "Memory at its peak",
              "Resident memory of the whole process, Spark and Java included.",
              here,
              Point::peakBytes,
              point -> Words.bytes(point.peakBytes())));
      html.append("</div>\n");
    }
    return html.toString();
  }

  private static String bars(
      String title,
      String note,
      List<Point> points,
      ToDoubleFunction<Point> length,
      Function<Point, String> value) {
    Bars bars = new Bars(title, note);
    for (Point point : points) {
      boolean shared = point.sharing() == SharingMode.PROCESS;
      bars.add(
          Words.many(point.tasks(), "task") + (shared ? ", shared" : ", a copy each"),
          point.sharing(),
          length.applyAsDouble(point),
          value.apply(point));
    }
    return bars.html();
  }
}
