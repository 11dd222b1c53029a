package io.euge.bench.tracking;

import io.euge.EugeException;
import io.euge.bench.measurement.Counts;
import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import io.euge.bench.report.FiguresFile;
import io.euge.cli.console.Table;
import io.euge.process.Program;
import io.euge.tracking.TrackerType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code euge bench tracking}: compares the frames per second of trackers with Python
 * implementations.
 */
@Command(
    name = "tracking",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how many frames a second each tracker follows on one core, beside the trackers of"
          + " the Python package trackers.",
      "Each must give every object one number."
    })
public final class TrackingCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int MOST_FRAMES = 1_000_000;
  private static final String HOME = "euge.home";

  @Spec private CommandSpec spec;

  @Option(
      names = "--objects",
      paramLabel = "N",
      defaultValue = "20",
      description = "Objects in each frame (default: ${DEFAULT-VALUE}).")
  private int objects;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Frames in each round (default: ${DEFAULT-VALUE}); Python tracks a tenth.")
  private int frames;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds; the median counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "A Python with the package trackers (default: none is measured).")
  private String python;

  @Mixin private FiguresFile figures;

  @Override
  public Integer call() throws Exception {
    Counts.check("--objects", objects);
    Counts.check("--frames", frames, 100, MOST_FRAMES);
    Counts.check("--rounds", rounds);
    figures.check();
    TrackingScene scene = new TrackingScene(objects, frames);
    Rounds contest = new Rounds();
    for (TrackerType type : TrackerType.values()) {
      String name = type.name().toLowerCase(Locale.ROOT);
      contest.with(name, () -> scene.rate(name, type.create(type.options())));
    }
    Map<String, Double> rates = new LinkedHashMap<>();
    for (Map.Entry<String, Samples> one : contest.run(rounds).entrySet()) {
      rates.put(one.getKey(), one.getValue().median());
    }
    if (python != null) {
      rates.putAll(ofPython(new TrackingScene(objects, frames / 10)));
    }
    print(rates);
    figures.write(rates);
    return 0;
  }

  private Map<String, Double> ofPython(TrackingScene scene) throws IOException {
    Path script = Path.of(System.getProperty(HOME, "."), "peers", "python", "track.py");
    Path detections = Files.createTempFile("euge-tracking", ".txt");
    try {
      scene.write(detections);
      Program program = python.contains("/") ? Program.at(Path.of(python)) : Program.named(python);
      Program.Result result =
          program.run(
              List.of(script.toString(), detections.toString()),
              Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1"),
              "",
              TIMEOUT);
      if (result.exitCode() != 0) {
        throw new EugeException(
            "Cannot run the Python trackers with '%s': %s; install them by %s -m pip install trackers, or leave --python out"
                .formatted(python, result.err().strip().lines().reduce("", (a, b) -> b), python));
      }
      Map<String, Double> rates = new LinkedHashMap<>();
      for (String line : result.out().strip().lines().toList()) {
        String[] cells = line.split("\t", -1);
        String name = cells[0] + " in Python";
        scene.require(name, Integer.parseInt(cells[2]), Long.parseLong(cells[3]));
        rates.put(name, Double.parseDouble(cells[1]));
      }
      return rates;
    } finally {
      Files.delete(detections);
    }
  }

  private void print(Map<String, Double> rates) {
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("TRACKER", "FRAMES/S");
    rates.forEach((name, rate) -> table.row(name, String.format(Locale.ROOT, "%,.0f", rate)));
    table.print(out);
    out.flush();
  }
}
