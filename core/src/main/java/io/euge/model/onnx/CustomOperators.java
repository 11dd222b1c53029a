package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.euge.Printable;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds operators that need a library of their own: such a library is code, and Euge loads none.
 */
final class CustomOperators {
  /** The domains of ONNX, and those of ONNX Runtime's own operators. */
  private static final Set<String> KNOWN =
      Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc");

  /** How the operators of TensorRT's plugins end, in whatever domain an exporter puts them. */
  private static final String TENSORRT = "_TRT";

  private final Set<String> functions = new HashSet<>();
  private final Set<String> found = new TreeSet<>();

  private CustomOperators(Collection<FunctionProto> functions) {
    functions.forEach(each -> this.functions.add(name(each.getDomain(), each.getName())));
  }

  /**
   * Returns their names, such as {@code mmdeploy:NonMaxSuppression}, in the order of the alphabet.
   *
   * @param functions that the file defines itself
   */
  static Set<String> of(List<NodeProto> nodes, List<FunctionProto> functions) {
    CustomOperators operators = new CustomOperators(functions);
    operators.visit(nodes);
    functions.forEach(function -> operators.visit(function.getNodeList()));
    return operators.found;
  }

  private void visit(List<NodeProto> nodes) {
    for (NodeProto node : nodes) {
      String name = name(node.getDomain(), node.getOpType());
      boolean known = KNOWN.contains(node.getDomain()) && !node.getOpType().endsWith(TENSORRT);
      if (!known && !functions.contains(name)) {
        found.add(Printable.of(name));
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        visit(attribute.getG().getNodeList());
        for (GraphProto graph : attribute.getGraphsList()) {
          visit(graph.getNodeList());
        }
      }
    }
  }

  private static String name(String domain, String type) {
    return domain.isEmpty() ? type : domain + ":" + type;
  }
}
