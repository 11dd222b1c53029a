package io.euge.model;

import io.euge.model.spec.InputSpec;
import io.euge.model.spec.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model: an immutable description and its graph file.
 *
 * @param name for people: the name of the file the model came from, without its ending
 * @param graph the ONNX file, absolute
 * @param sha256 of the graph file's bytes, in lower-case hexadecimal
 * @param bytes the graph file's length
 * @param input the graph's only input
 * @param outputs in the graph's order
 * @param labels a name for each class
 * @param metadata all of the file's metadata properties
 */
public record Model(
    String name,
    Path graph,
    String sha256,
    long bytes,
    InputSpec input,
    List<TensorSpec> outputs,
    List<String> labels,
    Map<String, String> metadata) {

  public Model {
    outputs = List.copyOf(outputs);
    labels = List.copyOf(labels);
    metadata = Map.copyOf(metadata);
  }

  /** Returns the place of an output; -1 if there is none of that name. */
  public int outputIndex(String output) {
    return outputs.stream().map(TensorSpec::name).toList().indexOf(output);
  }

  /**
   * Returns the same model under another name: one graph in the cache may come from cfgs of several
   * names.
   */
  public Model named(String other) {
    return new Model(other, graph, sha256, bytes, input, outputs, labels, metadata);
  }
}
