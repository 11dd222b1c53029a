package io.euge.inference.compiled;

import io.euge.file.Sha256;
import java.util.List;

/**
 * The key of a compiled model: everything that it depends on. Threads are not part of it: the
 * engine compiles the same graph for any number.
 *
 * @param graph SHA-256 of the graph file
 * @param engine name and version of the engine
 * @param processor its features
 * @param settings how the engine was told to compile
 */
public record CompiledKey(String graph, String engine, String processor, String settings) {
  /**
   * Returns a directory name: the start of the graph's hash for readers, then a hash of all fields.
   */
  public String folder() {
    String start = graph.substring(0, Math.min(8, graph.length())).replaceAll("\\W", "");
    return start + "-" + Sha256.of(List.of(graph, engine, processor, settings)).substring(0, 24);
  }
}
