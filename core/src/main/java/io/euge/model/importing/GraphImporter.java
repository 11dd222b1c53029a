package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.euge.file.IoReason;
import io.euge.file.Sha256;
import io.euge.model.ModelException;
import io.euge.model.onnx.ModelInspection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;

/** Writes the graph of a file of another tool as one that Euge runs. */
public final class GraphImporter {
  /** Changes when the same file would give another graph. */
  private static final int FORMAT = 4;

  private final ModelInspection source;
  private final ImportPlan plan;

  public GraphImporter(ModelInspection source, ImportPlan plan) {
    this.source = source;
    this.plan = plan;
  }

  /** Returns the SHA-256 of everything that the new graph depends on. */
  public String fingerprint() {
    return Sha256.of(
        List.of("euge onnx import " + FORMAT, "graph " + source.sha256(), plan.text()));
  }

  /**
   * Writes the graph. The weights are held on the heap once.
   *
   * @throws ModelException if the file cannot be read again or has too many weights for the heap
   * @throws IOException if the stream cannot be written
   */
  public void write(OutputStream onnx) throws IOException {
    long heap = Runtime.getRuntime().maxMemory();
    if (source.bytes() > heap - heap / 4) {
      throw new ModelException(
          "%s has %d MiB, too many for a Java heap of %d MiB; give a larger one with EUGE_JAVA_OPTIONS=-Xmx…"
              .formatted(source.file(), source.bytes() >> 20, heap >> 20));
    }
    GraphAdapter.adapt(read(), plan.adaptation(), plan.metadata()).writeTo(onnx);
  }

  private ModelProto read() {
    try {
      byte[] bytes = Files.readAllBytes(source.file());
      if (!Sha256.of(bytes).equals(source.sha256())) {
        throw new ModelException(
            "The model file %s changed while it was read; start again when it is complete"
                .formatted(source.file()));
      }
      return ModelProto.parseFrom(bytes);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read the model file " + source.file() + ": " + IoReason.of(e), e);
    }
  }
}
