package io.euge.bench.script;

import io.euge.EugeException;
import io.euge.process.Program;
import io.euge.process.ProgramException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The script in {@code peers/script} and the Python interpreter that runs it. */
final class PythonScript {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final String python;
  private final Path script;

  private PythonScript(String python, Path script) {
    this.python = python;
    this.script = script;
  }

  /**
   * Finds the script of the project in this folder.
   *
   * @param python the interpreter; null for the one in {@code target/python} or else {@code
   *     python3}
   * @param engines that the script must support
   * @throws EugeException if that Python lacks a library
   */
  static PythonScript of(Path home, String python, Collection<ChosenEngine> engines) {
    Path own = home.resolve("target/python/bin/python");
    String program = python != null ? python : Files.exists(own) ? own.toString() : "python3";
    PythonScript script = new PythonScript(program, home.resolve("peers/script/detect.py"));
    boolean openVino = engines.stream().anyMatch(ChosenEngine::isOpenVino);
    script.requireLibraries(openVino ? ", openvino" : "", openVino ? " openvino" : "");
    return script;
  }

  private void requireLibraries(String imported, String installed) {
    String said;
    try {
      Program.Result result = run(List.of("-c", "import cv2, numpy, onnxruntime" + imported));
      if (result.exitCode() == 0) {
        return;
      }
      said = result.err().strip().lines().reduce("", (first, second) -> second);
    } catch (ProgramException e) {
      said = e.getMessage();
    }
    throw new EugeException(
        "Cannot run the Python script with '%s' (%s): install its libraries by %s -m pip install opencv-python-headless onnxruntime%s, or name another Python by --python"
            .formatted(python, said, python, installed));
  }

  /** Returns the folder of the libraries in the Python package of OpenVINO. */
  String openVinoLibraries() {
    String code = "import openvino, os; print(os.path.dirname(openvino.__file__))";
    return Path.of(run(List.of("-c", code)).out().strip(), "libs").toString();
  }

  /**
   * Returns the command that runs detection with a graph and writes a table.
   *
   * @param processes number of processes that share the processors
   */
  List<String> detect(
      ChosenEngine engine, int processes, Path graph, Path output, List<Path> videos) {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(engine.options());
    command.addAll(List.of("--processes", Integer.toString(processes)));
    command.addAll(List.of(graph.toString(), output.toString()));
    videos.forEach(video -> command.add(video.toString()));
    return command;
  }

  /** Returns the fraction of the confident boxes that two tables have in common. */
  double agreement(Path one, Path other) {
    Program.Result result =
        run(List.of(script.toString(), "--compare", one.toString(), other.toString()));
    if (result.exitCode() != 0) {
      throw new EugeException("Cannot compare %s with %s: %s".formatted(one, other, result.err()));
    }
    return Double.parseDouble(result.out().strip());
  }

  private Program.Result run(List<String> arguments) {
    Program program = python.contains("/") ? Program.at(Path.of(python)) : Program.named(python);
    return program.run(arguments, Map.of(), "", TIMEOUT);
  }
}
