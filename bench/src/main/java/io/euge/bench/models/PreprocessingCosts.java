package io.euge.bench.models;

import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import io.euge.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the cost of preprocessing in each model, alternately, in nanoseconds of CPU time per
 * pixel so that inputs of different sizes can be compared.
 */
final class PreprocessingCosts {
  private final Map<String, Samples> samples;

  private PreprocessingCosts(Map<String, Samples> samples) {
    this.samples = samples;
  }

  /** Measures {@code rounds} rounds of {@code runs} runs of each model. */
  static PreprocessingCosts of(List<Model> models, int runs, int rounds) throws Exception {
    List<PreprocessingGraph> graphs = new ArrayList<>();
    try {
      Rounds turns = new Rounds();
      for (Model model : models) {
        PreprocessingGraph graph = new PreprocessingGraph(model);
        graphs.add(graph);
        turns.with(model.name(), () -> ThreadTime.nanos(runs, graph::run) / graph.pixels());
      }
      return new PreprocessingCosts(turns.run(rounds));
    } finally {
      for (PreprocessingGraph graph : graphs) {
        graph.close();
      }
    }
  }

  /** Returns one line per model, with the ratio to the first. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-34s %22s %9s".formatted("preprocessing in the graph", "CPU ns a pixel", "to first"));
    double first = samples.values().iterator().next().median();
    samples.forEach(
        (model, each) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-34s %22.3f %9.2f",
                    model,
                    each.median(),
                    each.median() / first)));
    return lines;
  }

  /** Returns nanoseconds of CPU time per pixel by model name. */
  Map<String, Double> json() {
    Map<String, Double> json = new LinkedHashMap<>();
    samples.forEach((model, each) -> json.put(model, each.median()));
    return json;
  }
}
