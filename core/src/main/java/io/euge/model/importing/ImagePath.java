package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The nodes from an image of planes to the first that computes with it: none, a cast, or the slices
 * of YOLO's focus layer, which copy every other row and column into channels of their own. A factor
 * of the image passes through all of them.
 *
 * @param end the index of the node that alone reads what these give
 * @param value what it reads
 * @param images how many times its channels are those of the image
 * @param casts the indices of the casts
 */
record ImagePath(int end, String value, int images, List<Integer> casts) {
  /** A focus layer has two slices behind each other, and what joins them. */
  private static final int LONGEST = 6;

  private static final int FIRST_SPATIAL_AXIS = 2;

  ImagePath {
    casts = List.copyOf(casts);
  }

  /** Follows an image; empty if several nodes compute with it, or what it becomes is not known. */
  static Optional<ImagePath> of(GraphProto.Builder graph, String image) {
    boolean nested =
        graph.getNodeList().stream()
            .flatMap(node -> node.getAttributeList().stream())
            .anyMatch(attribute -> attribute.hasG() || attribute.getGraphsCount() > 0);
    List<String> values = List.of(image);
    List<Integer> casts = new ArrayList<>();
    int images = 1;
    for (int step = 0; step < LONGEST && !nested; step++) {
      List<Integer> readers = readers(graph, values);
      if (readers.isEmpty() || isOutput(graph, values)) {
        return Optional.empty();
      }
      List<NodeProto> nodes = readers.stream().map(graph::getNode).toList();
      if (nodes.stream().anyMatch(node -> node.getOutputCount() == 0)) {
        return Optional.empty();
      }
      if (nodes.stream().allMatch(node -> slices(graph, node))) {
        values = nodes.stream().map(node -> node.getOutput(0)).toList();
      } else if (nodes.size() > 1) {
        return Optional.empty();
      } else if (joins(nodes.get(0), values)) {
        images = nodes.get(0).getInputCount();
        values = List.of(nodes.get(0).getOutput(0));
      } else if (values.size() == 1 && casts(nodes.get(0))) {
        casts.add(readers.get(0));
        values = List.of(nodes.get(0).getOutput(0));
      } else {
        return values.size() == 1 && nodes.get(0).getInput(0).equals(values.get(0))
            ? Optional.of(new ImagePath(readers.get(0), values.get(0), images, casts))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static List<Integer> readers(GraphProto.Builder graph, List<String> values) {
    return IntStream.range(0, graph.getNodeCount())
        .filter(i -> graph.getNode(i).getInputList().stream().anyMatch(values::contains))
        .boxed()
        .toList();
  }

  private static boolean isOutput(GraphProto.Builder graph, List<String> values) {
    return graph.getOutputList().stream().anyMatch(output -> values.contains(output.getName()));
  }

  private static boolean joins(NodeProto node, List<String> values) {
    return isOf(node, "Concat")
        && values.containsAll(node.getInputList())
        && attribute(node, "axis").filter(axis -> axis.getI() == 1).isPresent();
  }

  private static boolean casts(NodeProto node) {
    return isOf(node, "Cast")
        && attribute(node, "to")
            .filter(to -> List.of(1L, (long) DataType.FLOAT16_VALUE).contains(to.getI()))
            .isPresent();
  }

  /** Returns whether a node takes rows and columns of all channels. */
  private static boolean slices(GraphProto.Builder graph, NodeProto node) {
    if (!isOf(node, "Slice")) {
      return false;
    }
    List<Long> axes =
        node.getInputCount() > 3
            ? StoredTensors.integers(graph, node.getInput(3))
            : attribute(node, "axes").map(AttributeProto::getIntsList).orElse(List.of());
    return !axes.isEmpty() && axes.stream().allMatch(axis -> axis >= FIRST_SPATIAL_AXIS);
  }

  static boolean isOf(NodeProto node, String operator) {
    return node.getOpType().equals(operator) && node.getDomain().isEmpty();
  }

  private static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(each -> each.getName().equals(name)).findFirst();
  }
}
