package io.euge.model;

import io.euge.model.onnx.ModelDescription;
import io.euge.model.onnx.OnnxFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An immutable description plus its graph file.
 *
 * <p>The graph has one input {@code images}, bytes {@code [N, inputHeight, inputWidth, 3]} in RGB,
 * and one float output for each head.
 *
 * @param name for people: the name of the file the model came from, without its ending
 * @param graph the ONNX file, absolute
 * @param sha256 of the graph file's bytes, in lower-case hexadecimal
 * @param bytes the graph file's length
 * @param inputWidth in pixels
 * @param inputHeight in pixels
 * @param heads in the order of the graph's outputs
 * @param labels at least as many as any head has classes
 * @param metadata all of the file's metadata properties
 */
public record Model(
    String name,
    Path graph,
    String sha256,
    long bytes,
    int inputWidth,
    int inputHeight,
    List<YoloHead> heads,
    List<String> labels,
    Map<String, String> metadata) {

  public Model {
    heads = List.copyOf(heads);
    labels = List.copyOf(labels);
    metadata = Map.copyOf(metadata);
  }

  /**
   * Reads the description in an ONNX file that Euge wrote. The file is read once from end to end;
   * its weights are not kept.
   *
   * @throws ModelException if the file is missing or cannot be read, is not ONNX, has no head that
   *     Euge knows, has fewer labels than classes, or disagrees with its own description
   */
  public static Model open(Path onnx) {
    return ModelDescription.read(OnnxFile.read(onnx));
  }

  /** The same model by another name: one graph in the cache may come from cfgs of several names. */
  public Model named(String other) {
    return new Model(other, graph, sha256, bytes, inputWidth, inputHeight, heads, labels, metadata);
  }
}
