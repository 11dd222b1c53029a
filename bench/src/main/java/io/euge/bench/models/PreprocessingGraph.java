package io.euge.bench.models;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import io.euge.model.Model;
import io.euge.model.spec.InputSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the preprocessing nodes of a model, which convert bytes to the network's input, as a
 * separate graph.
 */
final class PreprocessingGraph implements AutoCloseable {
  private static final Set<String> OPERATORS =
      Set.of("Transpose", "Gather", "Cast", "Mul", "Sub", "Identity");

  private final OrtSession session;
  private final OnnxTensor frame;
  private final Map<String, OnnxTensor> inputs;
  private final int pixels;

  PreprocessingGraph(Model model) throws IOException, OrtException {
    InputSpec input = model.input();
    pixels = input.width() * input.height();
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    ModelProto whole = ModelProto.parseFrom(Files.readAllBytes(model.graph()));
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(beginning(whole).toByteArray(), options);
    }
    frame =
        OnnxTensor.createTensor(
            environment,
            ByteBuffer.allocateDirect(input.frameBytes()),
            new long[] {1, input.height(), input.width(), InputSpec.CHANNELS},
            OnnxJavaType.UINT8);
    inputs = Map.of(input.name(), frame);
  }

  /** Returns the graph up to the first node of the network. */
  static ModelProto beginning(ModelProto whole) {
    GraphProto graph = whole.getGraph();
    List<NodeProto> nodes = new ArrayList<>();
    String last = graph.getInput(0).getName();
    for (NodeProto node : graph.getNodeList()) {
      if (!OPERATORS.contains(node.getOpType()) || !node.getInput(0).equals(last)) {
        break;
      }
      nodes.add(node);
      last = node.getOutput(0);
      if (node.getOpType().equals("Identity")) {
        break;
      }
    }
    Set<String> used =
        Set.copyOf(nodes.stream().flatMap(node -> node.getInputList().stream()).toList());
    GraphProto.Builder beginning =
        GraphProto.newBuilder()
            .setName("preprocessing")
            .addInput(graph.getInput(0))
            .addAllNode(nodes)
            .addOutput(ValueInfoProto.newBuilder().setName(last)); // ONNX infers its type.
    graph.getInitializerList().stream()
        .filter(tensor -> used.contains(tensor.getName()))
        .forEach(beginning::addInitializer);
    return whole.toBuilder().setGraph(beginning).clearFunctions().build();
  }

  int pixels() {
    return pixels;
  }

  void run() throws OrtException {
    session.run(inputs).close();
  }

  @Override
  public void close() throws OrtException {
    frame.close();
    session.close();
  }
}
