package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.euge.model.ModelException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The memory that a run of a graph needs for each frame, without the weights.
 *
 * @param activations the most bytes of tensors that are needed at the same time, each number taken
 *     as a float, if the nodes run in the file's order and nothing is written in place; empty if
 *     the file does not give the shapes and they do not follow
 */
public record ModelFootprint(OptionalLong activations) {
  /**
   * Reads an ONNX file once from end to end.
   *
   * @throws ModelException if the file is missing, cannot be read or is not ONNX
   */
  public static ModelFootprint of(Path onnx) {
    OnnxFile file = OnnxFile.read(onnx);
    return new ModelFootprint(
        TensorShapes.of(file)
            .map(shapes -> OptionalLong.of(peak(file, shapes)))
            .orElse(OptionalLong.empty()));
  }

  private static long peak(OnnxFile file, Map<String, List<Long>> shapes) {
    Map<String, Integer> lastUse = new HashMap<>();
    List<NodeProto> nodes = file.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).getInputList()) {
        lastUse.put(input, i);
      }
    }
    file.outputs().forEach(output -> lastUse.put(output.getName(), nodes.size()));
    Set<String> weights = new HashSet<>();
    file.initializers().forEach(tensor -> weights.add(tensor.getName()));
    Map<String, Long> live = new HashMap<>();
    file.inputs().stream()
        .filter(input -> !weights.contains(input.getName()))
        .forEach(input -> live.put(input.getName(), bytes(shapes.get(input.getName()))));
    long peak = 0;
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).getOutputList()) {
        live.put(output, bytes(shapes.get(output)));
      }
      peak = Math.max(peak, live.values().stream().mapToLong(Long::longValue).sum());
      int now = i;
      live.keySet().removeIf(name -> lastUse.getOrDefault(name, now) <= now);
    }
    return peak;
  }

  private static long bytes(List<Long> dims) {
    return dims == null
        ? 0
        : DeclaredSize.product(dims).orElse(Long.MAX_VALUE / (1 << 20)) * Float.BYTES;
  }
}
