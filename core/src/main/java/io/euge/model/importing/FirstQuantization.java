package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Optional;

/**
 * The quantization that alone reads the image, if a graph begins with one. Its scale takes over the
 * factor of the image, which saves a pass over each frame: {@code round(byte * factor / scale)} is
 * {@code round(byte / (scale / factor))}.
 */
final class FirstQuantization {
  private static final String SCALE = "euge_scale";
  private static final String FACTOR = "euge_factor";

  /** A quotient this far from a whole number is rounded to it, whatever the order of rounding. */
  private static final double SURE = 0.25;

  private static final int BYTES = 256;

  private final GraphProto.Builder graph;
  private final ImagePath path;
  private final float factor;

  /** Of each byte's quantum in the image's numbers; 0 where it depends on the frame. */
  private final float scale;

  private FirstQuantization(GraphProto.Builder graph, ImagePath path, float factor, float scale) {
    this.graph = graph;
    this.path = path;
    this.factor = factor;
    this.scale = scale;
  }

  /**
   * Returns the quantization that reads an image of floats; empty if anything else may.
   *
   * @param factor of the image, above 0
   */
  static Optional<FirstQuantization> of(GraphProto.Builder graph, String image, float factor) {
    Optional<ImagePath> path = ImagePath.of(graph, image).filter(each -> each.casts().isEmpty());
    if (path.isEmpty() || !(factor > 0)) {
      return Optional.empty();
    }
    NodeProto node = graph.getNode(path.get().end());
    if (ImagePath.isOf(node, "DynamicQuantizeLinear") && node.getOutputCount() > 1) {
      return Optional.of(new FirstQuantization(graph, path.get(), factor, 0));
    } else if (!ImagePath.isOf(node, "QuantizeLinear") || node.getInputCount() < 2) {
      return Optional.empty();
    }
    return StoredTensors.of(graph, node.getInput(1))
        .filter(tensor -> tensor.getDataType() == DataType.FLOAT_VALUE)
        .flatMap(StoredTensors::floats)
        .filter(scales -> scales.length == 1 && scales[0] > 0 && scales[0] / factor > 0)
        .map(scales -> new FirstQuantization(graph, path.get(), factor, scales[0]));
  }

  /** Lets the scale take over the factor: the image is one of bytes, as floats, then. */
  void take() {
    NodeProto.Builder node = graph.getNodeBuilder(path.end());
    if (scale > 0) {
      graph.addInitializer(number(SCALE, scale / factor));
      node.setInput(1, SCALE);
      return;
    }
    graph.addInitializer(number(FACTOR, factor));
    String output = node.getOutput(1);
    node.setOutput(1, SCALE);
    graph.addNode(path.end() + 1, GraphNodes.node("Mul", List.of(SCALE, FACTOR), output));
  }

  /**
   * Leaves the quantization out if it gives each byte as it is, as one of the scale 1/255 does.
   *
   * @param image of bytes
   * @return whether it was left out
   */
  boolean leaveOut(String image) {
    NodeProto node = graph.getNode(path.end());
    if (scale == 0 || !path.value().equals(image) || !keepsZero(node)) {
      return false;
    }
    for (int value = 0; value < BYTES; value++) {
      if (Math.abs((double) value * factor / scale - value) > SURE) {
        return false;
      }
    }
    graph.setNode(path.end(), GraphNodes.node("Identity", List.of(image), node.getOutput(0)));
    return true;
  }

  private boolean keepsZero(NodeProto node) {
    if (node.getInputCount() < 3 || node.getInput(2).isEmpty()) {
      return node.getAttributeCount() == 0;
    }
    return StoredTensors.of(graph, node.getInput(2))
        .filter(tensor -> tensor.getDataType() == DataType.UINT8_VALUE)
        .filter(FirstQuantization::isZero)
        .isPresent();
  }

  private static boolean isZero(TensorProto tensor) {
    for (byte each : tensor.getRawData()) {
      if (each != 0) {
        return false;
      }
    }
    return tensor.getInt32DataList().stream().allMatch(each -> each == 0);
  }

  private static TensorProto number(String name, float value) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.FLOAT_VALUE)
        .addFloatData(value)
        .build();
  }
}
