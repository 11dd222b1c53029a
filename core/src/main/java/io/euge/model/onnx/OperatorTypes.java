package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The types of all nodes of a graph, also of those inside functions, branches and loops. */
final class OperatorTypes {
  private final Set<String> found = new HashSet<>();

  private OperatorTypes() {}

  static Set<String> of(List<NodeProto> nodes, List<FunctionProto> functions) {
    OperatorTypes types = new OperatorTypes();
    types.visit(nodes);
    functions.forEach(function -> types.visit(function.getNodeList()));
    return Set.copyOf(types.found);
  }

  private void visit(List<NodeProto> nodes) {
    for (NodeProto node : nodes) {
      found.add(node.getOpType());
      for (AttributeProto attribute : node.getAttributeList()) {
        visit(attribute.getG().getNodeList());
        attribute.getGraphsList().forEach(graph -> visit(graph.getNodeList()));
      }
    }
  }
}
