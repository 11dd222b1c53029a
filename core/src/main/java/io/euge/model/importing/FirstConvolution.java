package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.euge.model.spec.InputSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The convolution that alone reads the image, if a graph begins with one whose weights are stored
 * as floats. Multiplied by the factors of the image's channels, and with the channels in its order,
 * the weights save passes over each frame, as Darknet's import does.
 */
final class FirstConvolution {
  private final GraphProto.Builder graph;
  private final int weights;

  private FirstConvolution(GraphProto.Builder graph, int weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /** Returns the convolution that reads an image, planes of floats; empty if anything else may. */
  static Optional<FirstConvolution> of(GraphProto.Builder graph, String image) {
    List<NodeProto> nodes = graph.getNodeList();
    boolean nested =
        nodes.stream()
            .flatMap(node -> node.getAttributeList().stream())
            .anyMatch(attribute -> attribute.hasG() || attribute.getGraphsCount() > 0);
    List<NodeProto> readers =
        nodes.stream().filter(node -> node.getInputList().contains(image)).toList();
    if (nested || readers.size() != 1 || !convolves(readers.get(0), image)) {
      return Optional.empty();
    }
    String name = readers.get(0).getInput(1);
    boolean shared =
        nodes.stream().filter(node -> node.getInputList().contains(name)).count() != 1
            || graph.getOutputList().stream().anyMatch(output -> output.getName().equals(name));
    return IntStream.range(0, shared ? 0 : graph.getInitializerCount())
        .filter(i -> graph.getInitializer(i).getName().equals(name))
        .filter(i -> readable(graph.getInitializer(i)))
        .mapToObj(i -> new FirstConvolution(graph, i))
        .findFirst();
  }

  private static boolean convolves(NodeProto node, String image) {
    return node.getOpType().equals("Conv")
        && node.getDomain().isEmpty()
        && node.getInputCount() > 1
        && node.getInput(0).equals(image)
        && !node.getInput(1).equals(image);
  }

  private static boolean readable(TensorProto tensor) {
    return tensor.getDataType() == DataType.FLOAT_VALUE
        && tensor.getDataLocation() != DataLocation.EXTERNAL
        && tensor.getDimsCount() == 4
        && tensor.getDims(1) == InputSpec.CHANNELS
        && floats(tensor).remaining()
            == tensor.getDimsList().stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }

  private static FloatBuffer floats(TensorProto tensor) {
    if (tensor.hasRawData()) {
      return tensor
          .getRawData()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer();
    }
    FloatBuffer floats = FloatBuffer.allocate(tensor.getFloatDataCount());
    tensor.getFloatDataList().forEach(floats::put);
    return floats.flip();
  }

  /**
   * Takes over the factors of the image's channels, and reverses the channels if asked to.
   *
   * @param factors by channel, in the order that the network was trained with
   */
  void take(float[] factors, boolean reverse) {
    TensorProto tensor = graph.getInitializer(weights);
    FloatBuffer old = floats(tensor);
    ByteBuffer bytes =
        ByteBuffer.allocate(old.remaining() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int area = Math.toIntExact(tensor.getDims(2) * tensor.getDims(3));
    for (int i = 0; i < old.limit(); i++) {
      int channel = i / area % InputSpec.CHANNELS;
      int shift = reverse ? (InputSpec.CHANNELS - 1 - 2 * channel) * area : 0;
      bytes.putFloat((i + shift) * Float.BYTES, old.get(i) * factors[channel]);
    }
    graph.setInitializer(
        weights, tensor.toBuilder().clearFloatData().setRawData(ByteString.copyFrom(bytes)));
  }
}
