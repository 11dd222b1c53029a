package io.euge.demo.page;

import io.euge.cli.report.BarChart;
import io.euge.cli.report.Format;
import io.euge.demo.page.Story.Run;
import io.euge.inference.sharing.SharingMode;
import java.util.List;
import java.util.Optional;

/**
 * Compares the same job with one shared model and with one copy per task.
 *
 * @param agreement present if several runs had the same result; without it, speed is not compared
 * @param disagreement whether the results differed
 * @param gain the speedup or slowdown by sharing, in words
 */
record Sharing(
    Optional<Agreement> agreement,
    boolean disagreement,
    Optional<String> gain,
    List<BarChart> charts,
    List<FurtherModel> further) {

  /** The result that all runs agree on. */
  record Agreement(String detections, String digest) {}

  /** The charts of a larger model. */
  record FurtherModel(String model, List<BarChart> charts) {}

  static Sharing of(Story story) {
    List<Run> runs = story.runs();
    boolean several = runs.size() > 1;
    boolean same = runs.stream().map(Run::digest).distinct().count() == 1;
    Agreement agreement =
        new Agreement(Format.plural(runs.get(0).detections(), "detection"), runs.get(0).digest());
    return new Sharing(
        several && same ? Optional.of(agreement) : Optional.empty(),
        several && !same,
        gain(story),
        SharingCharts.of(runs),
        SharingCharts.ofFurtherModels(story.further()).entrySet().stream()
            .map(model -> new FurtherModel(model.getKey(), model.getValue()))
            .toList());
  }

  private static Optional<String> gain(Story story) {
    Run shared = story.runs().get(0);
    Optional<Run> other = story.unshared();
    if (shared.sharing() != SharingMode.PROCESS || other.isEmpty()) {
      return Optional.empty();
    }
    double sooner = other.get().readySeconds() - shared.readySeconds();
    if (Double.isNaN(sooner)) {
      return Optional.empty();
    }
    String ready = Format.seconds(Math.abs(sooner)) + (sooner >= 0 ? " sooner" : " later");
    String memory = "";
    if (shared.growthBytes() > 0 && other.get().growthBytes() > 0) {
      long less = other.get().growthBytes() - shared.growthBytes();
      memory =
          ", and the job added %s to the process"
              .formatted(Format.bytes(Math.abs(less)) + (less >= 0 ? " less" : " more"));
    }
    return Optional.of(
        "With the model shared, every task was ready %s%s.".formatted(ready, memory));
  }
}
