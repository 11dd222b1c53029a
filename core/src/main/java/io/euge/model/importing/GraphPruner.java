package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Removes the nodes and weights of a graph that none of its outputs depends on: engines compute
 * them for each frame all the same.
 */
final class GraphPruner {
  private final GraphProto.Builder graph;
  private final Map<String, Integer> producers = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final Set<String> values = new HashSet<>();
  private final Set<Integer> nodes = new HashSet<>();

  private GraphPruner(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /** Removes them; the nodes that are kept stay in their order. */
  static void prune(GraphProto.Builder graph) {
    new GraphPruner(graph).prune();
  }

  private void prune() {
    for (int i = 0; i < graph.getNodeCount(); i++) {
      for (String output : graph.getNode(i).getOutputList()) {
        producers.put(output, i);
      }
    }
    graph.getOutputList().stream().map(ValueInfoProto::getName).forEach(this::need);
    while (!open.isEmpty()) {
      Integer node = producers.get(open.pop());
      if (node != null && nodes.add(node)) {
        needInputs(graph.getNode(node));
      }
    }
    List<NodeProto> kept =
        IntStream.range(0, graph.getNodeCount())
            .filter(nodes::contains)
            .mapToObj(graph::getNode)
            .toList();
    List<TensorProto> stored =
        graph.getInitializerList().stream()
            .filter(tensor -> values.contains(tensor.getName()))
            .toList();
    graph.clearNode().addAllNode(kept).clearInitializer().addAllInitializer(stored);
  }

  private void need(String value) {
    if (!value.isEmpty() && values.add(value)) {
      open.push(value);
    }
  }

  /** A branch or the body of a loop may read any value of the graph around it. */
  private void needInputs(NodeProto node) {
    node.getInputList().forEach(this::need);
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        needInputs(attribute.getG());
      }
      attribute.getGraphsList().forEach(this::needInputs);
    }
  }

  private void needInputs(GraphProto nested) {
    nested.getNodeList().forEach(this::needInputs);
    nested.getOutputList().stream().map(ValueInfoProto::getName).forEach(this::need);
  }
}
