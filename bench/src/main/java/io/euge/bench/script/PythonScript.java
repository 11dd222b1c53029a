package io.euge.bench.script;

import io.euge.EugeException;
import io.euge.process.Program;
import io.euge.process.ProgramException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The programs in {@code peers/python} and the Python interpreter that runs them. */
final class PythonScript {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /**
   * A comparison of the boxes of two tables.
   *
   * @param agreement fraction of the confident boxes that both have in common
   * @param videos number of videos with confident boxes in the first
   * @param found number of these videos that have boxes in the second
   * @param crops of the first
   * @param otherCrops of the second
   */
  record Comparison(double agreement, long videos, long found, long crops, long otherCrops) {}

  private final String python;
  private final Path script;

  private PythonScript(String python, Path script) {
    this.python = python;
    this.script = script;
  }

  /**
   * Finds the script of the project in this directory.
   *
   * @param python the interpreter; null for the one in {@code target/python} or else {@code
   *     python3}
   * @param engines that the script must support
   * @throws EugeException if that Python lacks a library
   */
  static PythonScript of(Path home, String python, Collection<ChosenEngine> engines) {
    Path own = home.resolve("target/python/bin/python");
    String program = python != null ? python : Files.exists(own) ? own.toString() : "python3";
    PythonScript script = new PythonScript(program, home.resolve("peers/python/detect.py"));
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
        "Cannot run the Python script with '%s': %s; install its libraries by %s -m pip install opencv-python-headless onnxruntime%s, or name another Python by --python"
            .formatted(python, said, python, installed));
  }

  /** Returns the directory of the libraries in the Python package of OpenVINO. */
  String openVinoLibraries() {
    String code = "import openvino, os; print(os.path.dirname(openvino.__file__))";
    return Path.of(run(List.of("-c", code)).out().strip(), "libs").toString();
  }

  /**
   * Returns the command that runs a program.
   *
   * @param file its name in the directory
   */
  List<String> program(String file, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(python, script.resolveSibling(file).toString()));
    command.addAll(arguments);
    return command;
  }

  /** Returns whether all of these modules are installed. */
  boolean has(List<String> modules) {
    String code =
        "import importlib.util, sys; sys.exit(None in map(importlib.util.find_spec, sys.argv[1:]))";
    List<String> arguments = new ArrayList<>(List.of("-c", code));
    arguments.addAll(modules);
    return run(arguments).exitCode() == 0;
  }

  /**
   * Runs a command under {@code measure.py}, which ends it after a limit.
   *
   * @param log file for its output
   * @param temporary directory for its temporary files
   * @return the JSON that {@code measure.py} prints
   * @throws EugeException if {@code measure.py} fails
   */
  String measure(int limitSeconds, Path log, Path temporary, List<String> command) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                script.resolveSibling("measure.py").toString(),
                Integer.toString(limitSeconds),
                log.toString()));
    arguments.addAll(command);
    Map<String, String> folders =
        Map.of("TMPDIR", temporary.toString(), "SPARK_LOCAL_DIRS", temporary.toString());
    Program.Result result = run(arguments, folders, TIMEOUT.plusSeconds(limitSeconds));
    if (result.exitCode() != 0) {
      throw new EugeException("Cannot measure %s: %s".formatted(command.get(0), result.err()));
    }
    return result.out();
  }

  /** Returns the versions of those of the packages that are installed, by name. */
  Map<String, String> versions(List<String> packages) {
    String code =
        """
        import importlib.metadata, sys
        installed = {d.metadata["Name"]: d.version for d in importlib.metadata.distributions()}
        for name in sys.argv[1:]:
            if name in installed:
                print(name, installed[name])
        """;
    List<String> arguments = new ArrayList<>(List.of("-c", code));
    arguments.addAll(packages);
    Map<String, String> versions = new LinkedHashMap<>();
    run(arguments)
        .out()
        .lines()
        .map(line -> line.split(" "))
        .forEach(words -> versions.put(words[0], words[1]));
    return versions;
  }

  /** Returns the interpreter as it was given or found. */
  String python() {
    return python;
  }

  /**
   * Compares the boxes of two tables.
   *
   * @param videos those to compare; none for all
   */
  Comparison compare(Path one, Path other, List<Path> videos) {
    List<String> arguments = new ArrayList<>(List.of(script.toString(), "--compare"));
    arguments.addAll(List.of(one.toString(), other.toString()));
    videos.forEach(video -> arguments.add(video.toString()));
    Program.Result result = run(arguments);
    if (result.exitCode() != 0) {
      throw new EugeException("Cannot compare %s with %s: %s".formatted(one, other, result.err()));
    }
    String[] words = result.out().strip().split(" ", -1);
    return new Comparison(
        Double.parseDouble(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]));
  }

  private Program.Result run(List<String> arguments) {
    return run(arguments, Map.of(), TIMEOUT);
  }

  private Program.Result run(
      List<String> arguments, Map<String, String> environment, Duration timeout) {
    Program program = python.contains("/") ? Program.at(Path.of(python)) : Program.named(python);
    return program.run(arguments, environment, "", timeout);
  }
}
