package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.euge.file.Sha256;
import io.euge.model.Model;
import io.euge.model.ModelMetadata;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.TreeSet;

/** Writes a graph of Euge with some of its outputs only, so that the others cost nothing. */
public final class NarrowedGraph {
  /** Changes when the same model would give another graph. */
  private static final int FORMAT = 1;

  private final Model model;
  private final TreeSet<String> outputs;
  private final List<String> headLines;

  /**
   * Describes the new graph.
   *
   * @param outputs those that are kept
   * @param headLines what the head is then, as many lines as before
   */
  public NarrowedGraph(Model model, List<String> outputs, List<String> headLines) {
    this.model = model;
    this.outputs = new TreeSet<>(outputs);
    this.headLines = List.copyOf(headLines);
  }

  /** Returns the SHA-256 of everything that the new graph depends on. */
  public String fingerprint() {
    return Sha256.of(
        List.of(
            "euge narrowed " + FORMAT,
            "graph " + model.sha256(),
            String.join("\n", outputs),
            String.join("\n", headLines)));
  }

  /**
   * Writes the graph. For a moment, the heap holds the weights twice.
   *
   * @throws io.euge.model.ModelException if the file cannot be read again or has too many weights
   *     for the heap
   * @throws IOException if the stream cannot be written
   */
  public void write(OutputStream onnx) throws IOException {
    ModelProto.Builder narrowed =
        GraphFile.read(model.graph(), model.bytes(), model.sha256()).toBuilder();
    GraphProto.Builder graph = narrowed.getGraphBuilder();
    List<ValueInfoProto> kept =
        graph.getOutputList().stream()
            .filter(output -> outputs.contains(output.getName()))
            .toList();
    graph.clearOutput().addAllOutput(kept);
    GraphPruner.prune(graph);
    for (StringStringEntryProto.Builder property : narrowed.getMetadataPropsBuilderList()) {
      for (int i = 0; i < headLines.size(); i++) {
        if (property.getKey().equals(ModelMetadata.HEAD + i)) {
          property.setValue(headLines.get(i));
        }
      }
    }
    narrowed.build().writeTo(onnx);
  }
}
