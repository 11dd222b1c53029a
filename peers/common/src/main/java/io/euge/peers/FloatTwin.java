package io.euge.peers;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;


/**
 * The same network for an engine that cannot be fed bytes: its input is float {@code [N, 3, H, W]},
 * still from 0 to 255, and the two nodes that turn bytes into that are gone. The weights and all
 * other nodes stay. It is declared for older engines, for which the operators mean the same.
 */
public final class FloatTwin {
  /** Nothing in Euge's graphs changed its meaning between these and the ones it declares. */
  private static final int OPERATORS = 13;

  private static final int FILE_VERSION = 7;

  private FloatTwin() {}

  /**
   * Turns a graph that Euge's importer wrote.
   *
   * @throws IllegalArgumentException if the graph does not begin as Euge's do
   */
  public static byte[] of(Path onnx) throws IOException {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(onnx));
    GraphProto graph = model.getGraph();
    ValueInfoProto input = graph.getInput(0);
    NodeProto transpose = follower(graph, input.getName(), "Transpose");
    NodeProto cast = follower(graph, transpose.getOutput(0), "Cast");

    GraphProto.Builder twin = graph.toBuilder().clearNode().setInput(0, asFloats(input));
    for (NodeProto node : graph.getNodeList()) {
      if (!node.equals(transpose) && !node.equals(cast)) {
        twin.addNode(reading(node, cast.getOutput(0), input.getName()));
      }
    }
    ModelProto.Builder result = model.toBuilder().setGraph(twin).setIrVersion(FILE_VERSION);
    result.getOpsetImportBuilder(0).setVersion(OPERATORS);
    return result.build().toByteArray();
  }

  private static NodeProto follower(GraphProto graph, String value, String operator) {
    return graph.getNodeList().stream()
        .filter(node -> node.getOpType().equals(operator) && node.getInputList().contains(value))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("No " + operator + " follows '" + value + "'"));
  }

  private static ValueInfoProto asFloats(ValueInfoProto bytes) {
    TypeProto.Tensor type = bytes.getType().getTensorType();
    TypeProto.Tensor.Builder floats =
        type.toBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE);
    floats
        .getShapeBuilder()
        .clearDim()
        .addDim(type.getShape().getDim(0))
        .addDim(type.getShape().getDim(3))
        .addDim(type.getShape().getDim(1))
        .addDim(type.getShape().getDim(2));
    return bytes.toBuilder().setType(bytes.getType().toBuilder().setTensorType(floats)).build();
  }

  private static NodeProto reading(NodeProto node, String old, String now) {
    NodeProto.Builder changed = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) {
      if (node.getInput(i).equals(old)) {
        changed.setInput(i, now);
      }
    }
    return changed.build();
  }
}
