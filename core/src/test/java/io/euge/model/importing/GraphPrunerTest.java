package io.euge.model.importing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import org.junit.jupiter.api.Test;

/** What no output depends on is not in the graph that engines get. */
class GraphPrunerTest {
  @Test
  void nodesAndWeightsOfOtherOutputsGo() {
    GraphProto.Builder graph =
        graph("boxes")
            .addInitializer(TensorProto.newBuilder().setName("read"))
            .addInitializer(TensorProto.newBuilder().setName("unread"))
            .addNode(AdaptedGraph.node("Relu", "trunk", "image"))
            .addNode(AdaptedGraph.node("Mul", "branch", "trunk", "unread"))
            .addNode(AdaptedGraph.node("Tanh", "prototypes", "branch"))
            .addNode(AdaptedGraph.node("Add", "boxes", "trunk", "read"));
    GraphPruner.prune(graph);
    assertThat(graph.getNodeList()).extracting(NodeProto::getOpType).containsExactly("Relu", "Add");
    assertThat(graph.getInitializerList()).extracting(TensorProto::getName).containsExactly("read");
  }

  @Test
  void whatABranchReadsStays() {
    GraphProto branch =
        graph("chosen").addNode(AdaptedGraph.node("Add", "chosen", "outside", "bias")).build();
    NodeProto choice =
        AdaptedGraph.node("If", "boxes", "condition").toBuilder()
            .addAttribute(AttributeProto.newBuilder().setName("then_branch").setG(branch))
            .addAttribute(AttributeProto.newBuilder().setName("others").addGraphs(branch))
            .build();
    GraphProto.Builder graph =
        graph("boxes")
            .addInitializer(TensorProto.newBuilder().setName("bias"))
            .addNode(AdaptedGraph.node("Relu", "outside", "image"))
            .addNode(AdaptedGraph.node("Not", "condition", "flag"))
            .addNode(AdaptedGraph.node("Abs", "unread", "image"))
            .addNode(choice);
    GraphPruner.prune(graph);
    assertThat(graph.getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("Relu", "Not", "If");
    assertThat(graph.getInitializerCount()).isEqualTo(1);
  }

  @Test
  void nodesInAnyOrderAreFollowed() {
    GraphProto.Builder graph =
        graph("boxes")
            .addNode(AdaptedGraph.node("Add", "boxes", "trunk", "trunk"))
            .addNode(AdaptedGraph.node("Relu", "trunk", "image"));
    GraphPruner.prune(graph);
    assertThat(graph.getNodeCount()).isEqualTo(2);
  }

  private static GraphProto.Builder graph(String output) {
    return GraphProto.newBuilder().addOutput(ValueInfoProto.newBuilder().setName(output));
  }
}
