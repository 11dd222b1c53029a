package io.euge.bench.models;

import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what a frame costs in batches of different sizes, alternately and in one thread, in
 * milliseconds of CPU time.
 */
final class BatchCosts {
  private final Map<String, Map<Integer, Samples>> samples = new LinkedHashMap<>();

  /** Measures {@code rounds} rounds of about {@code frames} frames in batches of each size. */
  static BatchCosts of(
      Engine engine, List<Model> models, List<Integer> sizes, int frames, int rounds)
      throws Exception {
    BatchCosts costs = new BatchCosts();
    for (Model model : models) {
      costs.samples.put(model.name(), of(engine, model, sizes, frames, rounds));
    }
    return costs;
  }

  private static Map<Integer, Samples> of(
      Engine engine, Model model, List<Integer> sizes, int frames, int rounds) throws Exception {
    List<Workspace> workspaces = new ArrayList<>();
    try (Session session =
        engine.load(model, Device.CPU, EngineOptions.DEFAULT.withIntraOpThreads(1))) {
      try {
        Rounds turns = new Rounds();
        for (int size : sizes) {
          Workspace workspace = session.workspace(size);
          workspaces.add(workspace);
          int runs = Math.max(1, frames / size);
          turns.with(
              Integer.toString(size),
              () -> ThreadTime.nanos(runs, () -> workspace.run(size)) / size / 1e6);
        }
        Map<Integer, Samples> samples = new LinkedHashMap<>();
        turns.run(rounds).forEach((size, each) -> samples.put(Integer.valueOf(size), each));
        return samples;
      } finally {
        workspaces.forEach(Workspace::close);
      }
    }
  }

  /** Returns one line per model, with the rate of the first size relative to the best one. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("%-34s".formatted("CPU ms a frame, batch of"));
    samples.values().iterator().next().keySet().forEach(size -> head.append("%8d".formatted(size)));
    lines.add(head + "  first to best");
    samples.forEach(
        (model, sizes) -> {
          StringBuilder line = new StringBuilder("%-34s".formatted(model));
          sizes
              .values()
              .forEach(each -> line.append(String.format(Locale.ROOT, "%8.2f", each.median())));
          lines.add(line + String.format(Locale.ROOT, "%15.2f", firstToBest(sizes)));
        });
    return lines;
  }

  /** Returns milliseconds of CPU time per frame by model name and batch size. */
  Map<String, Map<String, Double>> json() {
    Map<String, Map<String, Double>> json = new LinkedHashMap<>();
    samples.forEach(
        (model, sizes) -> {
          Map<String, Double> bySize = new LinkedHashMap<>();
          sizes.forEach((size, each) -> bySize.put(size.toString(), each.median()));
          json.put(model, bySize);
        });
    return json;
  }

  private static double firstToBest(Map<Integer, Samples> sizes) {
    double best = sizes.values().stream().mapToDouble(Samples::median).min().orElseThrow();
    return best / sizes.values().iterator().next().median();
  }
}
