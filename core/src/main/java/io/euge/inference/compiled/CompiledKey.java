package io.euge.inference.compiled;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
   * Returns a folder name: the start of the graph's hash for readers, then a hash of all fields.
   */
  public String folder() {
    try {
      String all = String.join("\n", graph, engine, processor, settings);
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      String start = graph.substring(0, Math.min(8, graph.length())).replaceAll("\\W", "");
      return start + "-" + HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
