package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/** Collects the tensors in the attributes of nodes, and in the graphs inside them. */
final class NestedTensors {
  private final List<TensorProto> found = new ArrayList<>();

  private NestedTensors() {}

  static List<TensorProto> of(List<NodeProto> nodes) {
    NestedTensors tensors = new NestedTensors();
    tensors.addNodes(nodes);
    return tensors.found;
  }

  /**
   * Returns the tensors of a sparse one, and one without numbers that has the shape of the whole:
   * an engine makes room for all of it.
   */
  static List<TensorProto> of(SparseTensorProto sparse) {
    TensorProto whole =
        TensorProto.newBuilder()
            .setName(sparse.getValues().getName())
            .addAllDims(sparse.getDimsList())
            .build();
    return List.of(sparse.getValues(), sparse.getIndices(), whole);
  }

  private void addNodes(List<NodeProto> nodes) {
    nodes.forEach(node -> node.getAttributeList().forEach(this::addAttribute));
  }

  private void addAttribute(AttributeProto attribute) {
    if (attribute.hasT()) {
      found.add(attribute.getT());
    }
    found.addAll(attribute.getTensorsList());
    if (attribute.hasSparseTensor()) {
      found.addAll(of(attribute.getSparseTensor()));
    }
    attribute.getSparseTensorsList().forEach(sparse -> found.addAll(of(sparse)));
    if (attribute.hasG()) {
      addGraph(attribute.getG());
    }
    attribute.getGraphsList().forEach(this::addGraph);
  }

  private void addGraph(GraphProto graph) {
    found.addAll(graph.getInitializerList());
    graph.getSparseInitializerList().forEach(sparse -> found.addAll(of(sparse)));
    addNodes(graph.getNodeList());
  }
}
