package io.euge.bench.script;

import io.euge.EugeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds equivalent commands for Euge's launcher and for the script.
 *
 * @param home the project's folder
 * @param model value of {@code --model} of {@code euge detect}
 * @param graph path of the model for the script
 * @param folder for their outputs
 */
record Contestants(Path home, PythonScript script, String model, Path graph, Path folder) {
  /**
   * Checks that the project's sources exist and returns the project's folder.
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

  Contestant euge(ChosenEngine engine, List<Path> inputs) {
    Path output = output("euge", engine);
    List<String> command = new ArrayList<>(List.of(launcher(), "detect"));
    inputs.forEach(input -> command.add(input.toString()));
    command.addAll(List.of("--model", model, "--format", "csv", "--overwrite"));
    command.addAll(List.of("--device", "cpu", "--output", output.toString()));
    command.addAll(engine.options());
    if (engine.isOpenVino()) {
      // Uses the same libraries as the script.
      command.addAll(
          List.of("--conf", "spark.euge.openvino.libraries=" + script.openVinoLibraries()));
    }
    return new Contestant(engine, "euge", command, output);
  }

  /**
   * Returns the script as a contestant.
   *
   * @param processes number of processes that share the processors
   */
  Contestant script(ChosenEngine engine, int processes, List<Path> videos) {
    String program = processes == 1 ? "script" : "script x" + processes;
    Path output = output(program.replace(' ', '-'), engine);
    return new Contestant(
        engine, program, script.detect(engine, processes, graph, output, videos), output);
  }

  private String launcher() {
    return home.resolve("euge").toString();
  }

  private Path output(String program, ChosenEngine engine) {
    return folder.resolve(program + "-" + engine.name());
  }
}
