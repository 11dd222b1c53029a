package io.euge.bench.script;

import io.euge.EugeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the commands of Euge's launcher and of the script, which detect the same.
 *
 * @param home the project's folder
 * @param model as {@code euge detect} takes it
 * @param graph the model as the script takes it
 * @param folder for what they write
 */
record Contestants(Path home, PythonScript script, String model, Path graph, Path folder) {
  /**
   * Checks that the project's sources are there.
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

  /** Has the archive of classes made once for all starts, as by the first of them. */
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
      // The same libraries as the script's.
      command.addAll(
          List.of("--conf", "spark.euge.openvino.libraries=" + script.openVinoLibraries()));
    }
    return new Contestant(engine, "euge", command, output);
  }

  /**
   * @param processes that share the processors
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
