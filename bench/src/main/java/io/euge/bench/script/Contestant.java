package io.euge.bench.script;

import java.nio.file.Path;
import java.util.List;

/**
 * A detection program with an engine.
 *
 * @param program its name in the tables
 * @param output path that it writes
 * @param videos files that its detections are compared in; none for all
 */
record Contestant(
    ChosenEngine engine, String program, List<String> command, Path output, List<Path> videos) {

  /** Returns the program and the engine. */
  String title() {
    return program + " with " + engine.title();
  }

  /** Returns the directory for crops, beside the output. */
  Path crops() {
    return output.resolveSibling(output.getFileName() + "-crops");
  }
}
