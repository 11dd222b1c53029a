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

  /** By which the bytes of each channel are multiplied. */
  private final float[] factors = new float[InputSpec.CHANNELS];

  private InputNodes(InputSpec input, GraphProto.Builder graph) {
    this.input = input;
    this.graph = graph;
    Normalization normalization = input.normalization();
    for (int c = 0; c < InputSpec.CHANNELS; c++) {
      factors[c] = (float) (normalization.scale() / (double) deviation(c));
    }
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
        planes && input.type() != ElementType.UINT8
            ? FirstConvolution.of(graph, input.name())
            : Optional.empty();
    if (first.isPresent()) {
      image = offset(floats(image), reverse, true);
      if (reverse || differs(factors, 1) || input.type() == ElementType.FLOAT16) {
        first.get().take(factors, reverse);
      }
    } else {
      if (reverse) {
        image = reversed(image, planes ? 1 : 3);
      }
      image = typed(image);
    }
    node("Identity", List.of(image), input.name());
  }

  /** Returns an image of bytes in the type and range that the graph takes. */
  private String typed(String image) {
    return switch (input.type()) {
      case FLOAT -> quantized(image).orElseGet(() -> normalized(floats(image)));
      case FLOAT16 -> cast(normalized(floats(image)), "euge_half", DataType.FLOAT16_VALUE);
      default -> image;
    };
  }

  /** Returns the image for a graph that quantizes it first; empty if this one does not. */
  private Optional<String> quantized(String image) {
    Optional<FirstQuantization> first =
        differs(factors, factors[0])
            ? Optional.empty()
            : FirstQuantization.of(graph, input.name(), factors[0]);
    return first.map(
        quantization -> {
          if (!isOffset() && quantization.leaveOut(input.name())) {
            return image;
          }
          if (factors[0] != 1) {
            quantization.take();
          }
          return offset(floats(image), false, true);
        });
  }

  private String floats(String image) {
    return cast(image, "euge_floats", DataType.FLOAT_VALUE);
  }

  private String cast(String image, String output, long type) {
    return node("Cast", List.of(image), output, GraphNodes.integer("to", type));
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

  /** Returns {@code byte * (scale / deviation) - mean / deviation}. */
  private String normalized(String image) {
    String scaled =
        differs(factors, 1)
            ? node("Mul", List.of(image, channels("euge_factors", factors)), "euge_scaled")
            : image;
    return offset(scaled, false, false);
  }

  /**
   * Returns an image less the means.
   *
   * @param reverse whether its channels are in reverse to those of the normalization
   * @param bytes whether it is of bytes, less {@code mean / scale}, and not scaled yet
   */
  private String offset(String image, boolean reverse, boolean bytes) {
    if (!isOffset()) {
      return image;
    }
    float[] offsets = new float[InputSpec.CHANNELS];
    for (int c = 0; c < InputSpec.CHANNELS; c++) {
      double unit = bytes ? input.normalization().scale() : deviation(c);
      offsets[reverse ? InputSpec.CHANNELS - 1 - c : c] =
          (float) (input.normalization().mean().get(c) / unit);
    }
    return node("Sub", List.of(image, channels("euge_offsets", offsets)), "euge_normalized");
  }

  private boolean isOffset() {
    return input.normalization().mean().stream().anyMatch(mean -> mean != 0);
  }

  private float deviation(int channel) {
    return input.normalization().standardDeviation().get(channel);
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
