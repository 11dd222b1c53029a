package io.euge.model.importing;

import io.euge.Printable;
import io.euge.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file beside a graph that describes what the graph does not: {@code NAME.euge.json} for {@code
 * NAME.onnx}.
 *
 * @param file absolute
 * @param sha256 of the graph that it describes; empty if it does not say
 */
public record Sidecar(Path file, ModelDescription description, Optional<String> sha256) {
  static final String SUFFIX = ".euge.json";

  /** Returns the place of a graph's sidecar. */
  public static Path fileOf(Path graph) {
    String name = graph.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return graph.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + SUFFIX);
  }

  /**
   * Reads the sidecar of a graph; empty if there is none.
   *
   * @throws ModelException if it cannot be read
   */
  public static Optional<Sidecar> beside(Path graph) {
    Path file = fileOf(graph.toAbsolutePath());
    return Files.exists(file) ? Optional.of(SidecarReader.read(file)) : Optional.empty();
  }

  /**
   * Checks that it describes this graph.
   *
   * @param found the SHA-256 of the graph
   * @throws ModelException if it was written for another
   */
  public void requireFor(Path graph, String found) {
    if (sha256.filter(described -> !described.equals(found)).isPresent()) {
      throw new ModelException(
          "Cannot use %s for %s: its sha256 is %s and the model's is %s; remove that field if it describes this model too, or else the file"
              .formatted(file, graph.getFileName(), Printable.of(sha256.get()), found));
    }
  }
}
