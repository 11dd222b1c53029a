package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.model.Model;
import io.euge.model.onnx.ModelReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;

/**
 * Identifies a model to the executors: small, serializable, and valid on any machine, because the
 * hash identifies the content.
 *
 * @param name the user's name of the model; its content may change from job to job
 * @param named when the driver found this content under the name, in milliseconds of its clock
 * @param path the graph's path on the driver's machine, and perhaps on others
 * @param fileName the name under which Spark distributes the graph to executors that do not see the
 *     path
 */
public record ModelReference(
    String name, long named, String path, String fileName, String sha256, long bytes)
    implements Serializable {

  /** Makes the model reachable for every executor of the context. */
  public static ModelReference publish(String name, Model model, SparkContext context) {
    Path graph = model.graph().toAbsolutePath();
    if (!context.isLocal()) {
      context.addFile(graph.toUri().toString());
    }
    return new ModelReference(
        name,
        System.currentTimeMillis(),
        graph.toString(),
        graph.getFileName().toString(),
        model.sha256(),
        model.bytes());
  }

  /**
   * Opens the model on the machine of the caller.
   *
   * @throws EugeException when neither the path nor Spark's copy has the content that was named
   */
  Model open() {
    Path graph = isHere(Path.of(path)) ? Path.of(path) : Path.of(SparkFiles.get(fileName));
    if (!Files.exists(graph)) {
      throw removed(Path.of(path), null);
    }
    Model model = ModelReader.read(graph);
    if (!model.sha256().equals(sha256)) {
      throw new EugeException(
          "The model "
              + graph
              + " changed while the job ran: it was "
              + sha256
              + " and is "
              + model.sha256()
              + "; start the job again");
    }
    return model;
  }

  /**
   * Returns the error for a model that is not there any more.
   *
   * @param failure by which this was found; may be null
   */
  static EugeException removed(Path graph, Throwable failure) {
    return new EugeException(
        "The model %s was removed while the job ran; restore it, then start the job again"
            .formatted(graph),
        failure);
  }

  private boolean isHere(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) == bytes;
    } catch (IOException e) {
      return false;
    }
  }
}
