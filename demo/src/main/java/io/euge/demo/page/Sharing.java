package io.euge.demo.page;

import io.euge.demo.page.Story.Run;
import io.euge.inference.sharing.SharingMode;
import java.util.List;
import java.util.Optional;

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
    SharingPlots.of(runs).forEach(plot -> html.append(plot.html()));
    html.append("</div>\n");
    SharingPlots.further(story.further())
        .forEach(
            (model, plots) -> {
              html.append(
                  "<h3 class=\"further\">With a larger model: %s</h3>%n<div class=\"grid\">%n"
                      .formatted(Words.html(model)));
              plots.forEach(plot -> html.append(plot.html()));
              html.append("</div>\n");
            });
    return html.append("</section>\n").toString();
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
    if (Double.isNaN(sooner)) {
      return "";
    }
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
}
