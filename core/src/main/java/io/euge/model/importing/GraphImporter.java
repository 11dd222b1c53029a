package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.euge.file.Sha256;
import io.euge.model.onnx.ModelInspection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the graph of a file of another tool as one that Euge runs. */
public final class GraphImporter {
  /** Changes when the same file would give another graph. */
  private static final int FORMAT = 5;

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
   * @throws io.euge.model.ModelException if the file cannot be read again or has too many weights
   *     for the heap
   * @throws IOException if the stream cannot be written
   */
  public void write(OutputStream onnx) throws IOException {
    ModelProto graph = GraphFile.read(source.file(), source.bytes(), source.sha256());
    GraphAdapter.adapt(graph, plan.adaptation(), plan.metadata()).writeTo(onnx);
  }
}
