package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.euge.model.spec.InputSpec;
import java.util.List;
import java.util.Optional;

/**
 * The convolution that alone reads the image, if a graph begins with one whose weights are stored
 * as floats. Multiplied by the factors of the image's channels, and with the channels in its order,
 * the weights save passes over each frame, as Darknet's import does. One of half precision becomes
 * one of floats, as which CPUs compute it anyway: products of half precision would be too coarse.
 */
final class FirstConvolution {
  private static final String WEIGHTS = "euge_weights";
  private static final String BIAS = "euge_bias";
  private static final String FLOATS = "euge_first";

  private final GraphProto.Builder graph;
  private final ImagePath path;
  private final List<Long> dims;
  private final float[] weights;
  private final Optional<float[]> bias;
  private final boolean half;

  private FirstConvolution(
      GraphProto.Builder graph,
      ImagePath path,
      List<Long> dims,
      float[] weights,
      Optional<float[]> bias,
      boolean half) {
    this.graph = graph;
    this.path = path;
    this.dims = dims;
    this.weights = weights;
    this.bias = bias;
    this.half = half;
  }

  /** Returns the convolution that reads an image of planes; empty if anything else may. */
  static Optional<FirstConvolution> of(GraphProto.Builder graph, String image) {
    return ImagePath.of(graph, image).flatMap(path -> of(graph, path));
  }

  private static Optional<FirstConvolution> of(GraphProto.Builder graph, ImagePath path) {
    NodeProto node = graph.getNode(path.end());
    if (!ImagePath.isOf(node, "Conv") || node.getInputCount() < 2) {
      return Optional.empty();
    }
    Optional<TensorProto> stored =
        StoredTensors.of(graph, node.getInput(1))
            .filter(tensor -> tensor.getDimsCount() == 4)
            .filter(tensor -> tensor.getDims(1) == (long) InputSpec.CHANNELS * path.images());
    boolean half =
        stored.filter(tensor -> tensor.getDataType() == DataType.FLOAT16_VALUE).isPresent();
    boolean biased = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
    Optional<float[]> bias =
        biased && half
            ? StoredTensors.of(graph, node.getInput(2)).flatMap(StoredTensors::floats)
            : Optional.empty();
    if (half && biased && bias.isEmpty()) {
      return Optional.empty();
    }
    return stored
        .flatMap(StoredTensors::floats)
        .filter(weights -> weights.length > 0)
        .map(
            weights ->
                new FirstConvolution(graph, path, stored.get().getDimsList(), weights, bias, half));
  }

  /**
   * Takes over the factors of the image's channels, and reverses the channels if asked to. The
   * image is one of floats then.
   *
   * @param factors by channel, in the order that the network was trained with
   */
  void take(float[] factors, boolean reverse) {
    float[] taken = new float[weights.length];
    int area = Math.toIntExact(dims.get(2) * dims.get(3));
    for (int i = 0; i < weights.length; i++) {
      int channel = i / area % InputSpec.CHANNELS;
      int shift = reverse ? (InputSpec.CHANNELS - 1 - 2 * channel) * area : 0;
      taken[i + shift] = weights[i] * factors[channel];
    }
    graph.addInitializer(StoredTensors.store(WEIGHTS, dims, taken));
    NodeProto.Builder node = graph.getNodeBuilder(path.end()).setInput(1, WEIGHTS);
    path.casts()
        .forEach(
            cast ->
                graph
                    .getNodeBuilder(cast)
                    .clearAttribute()
                    .addAttribute(GraphNodes.integer("to", DataType.FLOAT_VALUE)));
    bias.ifPresent(
        numbers -> {
          graph.addInitializer(StoredTensors.store(BIAS, List.of((long) numbers.length), numbers));
          node.setInput(2, BIAS);
        });
    if (half) {
      String output = node.getOutput(0);
      node.setOutput(0, FLOATS);
      graph.addNode(
          path.end() + 1,
          GraphNodes.node(
              "Cast", List.of(FLOATS), output, GraphNodes.integer("to", DataType.FLOAT16_VALUE)));
    }
  }
}
