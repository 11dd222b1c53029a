package io.euge.bench.script;

import io.euge.EugeException;
import io.euge.EugeVersion;
import io.euge.bench.report.Processor;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.ScratchFolder;
import io.euge.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A comparison with peers on one set of videos.
 *
 * @param python the interpreter; null for the default
 * @param sources videos that the set is made from
 * @param count number of videos in the set
 * @param seconds length of each
 * @param limit seconds after which a contestant is ended
 */
record PeersJob(
    Path home,
    String python,
    VideoSet set,
    String model,
    List<Path> sources,
    int count,
    int seconds,
    int limit,
    PrintWriter progress) {
  private static final List<String> PACKAGES =
      List.of(
          "daft",
          "numpy",
          "onnxruntime",
          "opencv-python-headless",
          "openvino",
          "pandas",
          "pyarrow",
          "pyspark",
          "ray");

  /** Consumes the result so far. */
  @FunctionalInterface
  interface Writer {
    void write(PeersResult result) throws IOException;
  }

  /**
   * Runs the contestants that are installed, besides the script, which is the reference.
   *
   * @param writer gets the result so far after each round
   */
  PeersResult run(List<Entrant> chosen, int rounds, Writer writer) throws IOException {
    PythonScript script = PythonScript.of(home, python, List.of(ChosenEngine.ONNXRUNTIME));
    if (set == VideoSet.CROPS && !script.has(List.of("pyarrow"))) {
      throw new EugeException(
          "--set crops needs pyarrow, because CSV has no crops: install it by %s -m pip install pyarrow"
              .formatted(script.python()));
    }
    List<Entrant> entrants = new ArrayList<>(List.of(Entrant.of(Peer.SCRIPT.id())));
    chosen.stream().filter(entrant -> !entrants.contains(entrant)).forEach(entrants::add);
    List<String> leftOut = new ArrayList<>();
    entrants.removeIf(entrant -> leaveOut(entrant, script, leftOut));
    leftOut.stream().distinct().forEach(line -> progress.println("left out: " + line));
    progress.flush();

    Model resolved = DetectionModels.standard().resolve(model);
    // Models of other tools are given to the programs as the tools wrote them.
    Path graph = model.endsWith(".onnx") ? Path.of(model) : resolved.graph();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-peers")) {
      ClipSet all = clips(scratch, "videos", count, seconds);
      ClipSet few = clips(scratch, "trial", Math.max(2, sources.size()), 1);
      Contestants trials = new Contestants(home, script, model, graph, scratch.path().resolve("t"));
      Contestants full = new Contestants(home, script, model, graph, scratch.path().resolve("f"));
      full.prepare(entrants);
      MeasuredProgram program =
          new MeasuredProgram(script, limit, scratch.path().resolve("log.txt"));
      PeersRun run = new PeersRun(set, program, progress);
      List<BrokenFiles.Survival> survivals = null;
      List<Standing> standings = null;
      PeersResult empty =
          new PeersResult(
              set.name().toLowerCase(Locale.ROOT),
              resolved.name(),
              sources.stream().map(path -> path.getFileName().toString()).toList(),
              all.files().size(),
              all.frames(),
              set.every(),
              run.format(),
              Processor.name(),
              versions(script),
              0,
              null,
              null,
              leftOut.stream().distinct().toList());
      if (set == VideoSet.BROKEN) {
        survivals = run.broken(entrants, full, all);
      } else {
        standings =
            run.contest(entrants, trials, few, full, all)
                .run(
                    rounds,
                    (round, soFar) -> {
                      try {
                        writer.write(empty.with(round, soFar, null));
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    });
      }
      return empty.with(survivals == null ? rounds : 1, standings, survivals);
    }
  }

  private boolean leaveOut(Entrant entrant, PythonScript script, List<String> leftOut) {
    Peer peer = entrant.peer();
    if (set == VideoSet.CROPS && !peer.writesCrops()) {
      leftOut.add(peer.id() + ", whose program writes no crops");
      return true;
    }
    if (!peer.modules().isEmpty() && !script.has(peer.modules())) {
      leftOut.add(
          "%s, install it by %s -m pip install -r peers/python/%s"
              .formatted(peer.id(), script.python(), peer.requirements()));
      return true;
    }
    if (entrant.engine().isOpenVino() && !script.has(List.of("openvino"))) {
      leftOut.add("OpenVINO, install it by %s -m pip install openvino".formatted(script.python()));
      return true;
    }
    return false;
  }

  private static Map<String, String> versions(PythonScript script) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Euge", EugeVersion.current());
    versions.putAll(script.versions(PACKAGES));
    return versions;
  }

  private ClipSet clips(ScratchFolder scratch, String name, int number, int length)
      throws IOException {
    return ClipSet.make(
        sources, number, length, Files.createDirectory(scratch.path().resolve(name)));
  }
}
