package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The nodes that turn frames, as bytes, into the image that a graph takes. */
final class InputNodes {
  /** What the frames are called. */
  static final String FRAMES = "euge_frames";

  private final InputSpec input;
  private final GraphProto.Builder graph;
  private final List<NodeProto> nodes = new ArrayList<>();

  private InputNodes(InputSpec input, GraphProto.Builder graph) {
    this.input = input;
    this.graph = graph;
  }

  /** Returns the nodes; adds their constants to the graph, and may change its first weights. */
  static List<NodeProto> of(InputSpec input, GraphProto.Builder graph) {
    InputNodes nodes = new InputNodes(input, graph);
    nodes.add();
    return nodes.nodes;
  }

  private void add() {
    boolean planes = input.layout() == Layout.NCHW;
    boolean reverse = input.colors() == ColorOrder.BGR;
    String image = FRAMES;
    if (planes) {
      // Turned while still bytes: a quarter of the memory traffic of turning floats.
      image =
          node(
              "Transpose",
              List.of(image),
              "euge_planes",
              GraphNodes.integers("perm", 0L, 3L, 1L, 2L));
    }
    Optional<FirstConvolution> first =
        planes && input.type() == ElementType.FLOAT
            ? FirstConvolution.of(graph, input.name())
            : Optional.empty();
    if (reverse && first.isEmpty()) {
      image = reversed(image, planes ? 1 : 3);
    }
    if (input.type() != ElementType.UINT8) {
      image =
          node(
              "Cast",
              List.of(image),
              "euge_floats",
              GraphNodes.integer("to", DataType.FLOAT_VALUE));
      image = normalized(image, first, reverse);
    }
    boolean half = input.type() == ElementType.FLOAT16;
    node(
        half ? "Cast" : "Identity",
        List.of(image),
        input.name(),
        half
            ? new AttributeProto[] {GraphNodes.integer("to", DataType.FLOAT16_VALUE)}
            : new AttributeProto[0]);
  }

  /** Returns the image with its channels in reverse, still bytes: whole planes are copied. */
  private String reversed(String image, long axis) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("euge_channels")
            .setDataType(DataType.INT64_VALUE)
            .addDims(InputSpec.CHANNELS)
            .addAllInt64Data(List.of(2L, 1L, 0L)));
    return node(
        "Gather",
        List.of(image, "euge_channels"),
        "euge_reversed",
        GraphNodes.integer("axis", axis));
  }

  /**
   * Returns {@code byte * (scale / deviation) - mean / deviation}; where the first convolution
   * takes the factors, {@code byte - mean / scale}.
   */
  private String normalized(String image, Optional<FirstConvolution> first, boolean reverse) {
    Normalization normalization = input.normalization();
    float[] factors = new float[InputSpec.CHANNELS];
    float[] offsets = new float[InputSpec.CHANNELS];
    for (int c = 0; c < InputSpec.CHANNELS; c++) {
      double deviation = normalization.standardDeviation().get(c);
      double mean = normalization.mean().get(c);
      factors[c] = (float) (normalization.scale() / deviation);
      int place = reverse && first.isPresent() ? InputSpec.CHANNELS - 1 - c : c;
      offsets[place] = (float) (mean / (first.isPresent() ? normalization.scale() : deviation));
    }
    String scaled = image;
    if (first.isPresent()) {
      first.get().take(factors, reverse);
    } else if (differs(factors, 1)) {
      scaled = node("Mul", List.of(image, channels("euge_factors", factors)), "euge_scaled");
    }
    return differs(offsets, 0)
        ? node("Sub", List.of(scaled, channels("euge_offsets", offsets)), "euge_normalized")
        : scaled;
  }

  private static boolean differs(float[] values, float usual) {
    for (float value : values) {
      if (value != usual) {
        return true;
      }
    }
    return false;
  }

  private String channels(String name, float[] values) {
    boolean planes = input.layout() == Layout.NCHW;
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT_VALUE);
    if (!differs(values, values[0])) {
      // Of a number for each channel, the engine takes three at a time, many times slower.
      graph.addInitializer(tensor.addFloatData(values[0]));
      return name;
    }
    tensor.addAllDims(
        planes
            ? List.of(1L, (long) values.length, 1L, 1L)
            : List.of(1L, 1L, 1L, (long) values.length));
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
    return name;
  }

  private String node(
      String operator, List<String> inputs, String output, AttributeProto... attributes) {
    nodes.add(GraphNodes.node(operator, inputs, output, attributes));
    return output;
  }
}
