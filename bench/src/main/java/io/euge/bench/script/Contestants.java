package io.euge.bench.script;

import io.euge.EugeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds equivalent commands for Euge's launcher and for the script.
 *
 * @param home the project's directory
 * @param model value of {@code --model} of {@code euge detect}
 * @param graph path of the model for the script
 * @param folder for their outputs
 */
record Contestants(Path home, PythonScript script, String model, Path graph, Path folder) {
  /**
   * Checks that the project's sources exist and returns the project's directory.
   *
   * @throws EugeException if not
   */
  static Path home(String command) {
    Path home = Path.of(System.getProperty("euge.home", ""));
    if (!Files.isExecutable(home.resolve("euge"))) {
      throw new EugeException("This needs the project's sources: start it as ./euge " + command);
    }
    return home;
  }

  /** Starts Euge once so that the class data sharing archive exists for later starts. */
  void prepare() {
    TimedProgram.run(List.of(launcher(), "--archive-classes"));
  }

  /** Starts Euge once if it takes part. */
  void prepare(List<Entrant> entrants) {
    if (entrants.stream().anyMatch(entrant -> entrant.peer() == Peer.EUGE)) {
      prepare();
    }
  }

  /** Returns the same with another directory for outputs, beside this one. */
  Contestants in(String name) {
    return new Contestants(home, script, model, graph, folder.resolveSibling(name));
  }

  Contestant euge(ChosenEngine engine, List<Path> inputs) {
    return euge(engine, inputs, List.of("--format", "csv"));
  }

  /**
   * Returns Euge as a contestant.
   *
   * @param options more options of {@code euge detect}
   */
  Contestant euge(ChosenEngine engine, List<Path> inputs, List<String> options) {
    Path output = output("euge", engine);
    List<String> command = new ArrayList<>(List.of(launcher(), "detect"));
    inputs.forEach(input -> command.add(input.toString()));
    command.addAll(List.of("--model", model, "--overwrite"));
    command.addAll(options);
    command.addAll(List.of("--device", "cpu", "--output", output.toString()));
    command.addAll(engine.options());
    if (engine.isOpenVino()) {
      // Uses the same libraries as the script.
      command.addAll(
          List.of("--conf", "spark.euge.openvino.libraries=" + script.openVinoLibraries()));
    }
    return new Contestant(engine, "euge", command, output, List.of());
  }

  /**
   * Returns the script as a contestant.
   *
   * @param processes number of processes that share the cores
   */
  Contestant script(ChosenEngine engine, int processes, List<Path> videos) {
    String program = processes == 1 ? "script" : "script x" + processes;
    Path output = output(program.replace(' ', '-') + ".csv", engine);
    List<String> options = List.of("--processes", Integer.toString(processes));
    List<String> command = command(engine, "detect.py", options, output, videos);
    return new Contestant(engine, program, command, output, List.of());
  }

  /**
   * Returns a program in {@code peers/python} as a contestant.
   *
   * @param options besides the engine and the crops
   * @param format of its output, csv or parquet
   * @param crops whether it writes crops of the objects, beside its output
   */
  Contestant python(
      Entrant entrant, List<String> options, List<Path> videos, String format, boolean crops) {
    Peer peer = entrant.peer();
    Path output = output(peer.id() + (format.equals("csv") ? ".csv" : ""), entrant.engine());
    List<String> all = new ArrayList<>(options);
    if (crops) {
      all.addAll(List.of("--crops", output + "-crops"));
    }
    List<String> command = command(entrant.engine(), peer.file(), all, output, videos);
    return new Contestant(entrant.engine(), peer.id(), command, output, videos);
  }

  private List<String> command(
      ChosenEngine engine, String file, List<String> options, Path output, List<Path> videos) {
    List<String> arguments = new ArrayList<>(engine.options());
    arguments.addAll(options);
    arguments.addAll(List.of(graph.toString(), output.toString()));
    videos.forEach(video -> arguments.add(video.toString()));
    return script.program(file, arguments);
  }

  private String launcher() {
    return home.resolve("euge").toString();
  }

  private Path output(String program, ChosenEngine engine) {
    return folder.resolve(engine.name() + "-" + program);
  }
}
