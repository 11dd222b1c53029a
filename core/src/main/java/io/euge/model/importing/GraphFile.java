package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.euge.file.IoReason;
import io.euge.file.Sha256;
import io.euge.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads whole graphs, weights included, of files that were looked at before. */
final class GraphFile {
  private GraphFile() {}

  /**
   * Reads a graph.
   *
   * @param bytes of the file when it was looked at
   * @param sha256 of the file when it was looked at
   * @throws ModelException if the file cannot be read, has changed, or has too many weights for the
   *     heap
   */
  static ModelProto read(Path file, long bytes, String sha256) {
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap - heap / 4) {
      throw new ModelException(
          "%s has %d MiB, too many for a Java heap of %d MiB; give a larger one with EUGE_JAVA_OPTIONS=-Xmx…"
              .formatted(file, bytes >> 20, heap >> 20));
    }
    try {
      byte[] content = Files.readAllBytes(file);
      if (!Sha256.of(content).equals(sha256)) {
        throw new ModelException(
            "The model file %s changed while it was read; start again when it is complete"
                .formatted(file));
      }
      return ModelProto.parseFrom(content);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read the model file %s: %s; check the path and its permissions"
              .formatted(file, IoReason.of(e)),
          e);
    }
  }
}
