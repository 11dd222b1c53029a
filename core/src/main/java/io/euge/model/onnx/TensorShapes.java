package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shapes of a graph's tensors for one frame: those the file gives, and those that follow from
 * them by the rules of ONNX for the operators of convolutional networks.
 */
final class TensorShapes {
  private final Map<String, List<Long>> shapes = new HashMap<>();
  private final Map<String, TensorProto> constants = new HashMap<>();

  private TensorShapes() {}

  /** Empty if a shape is neither given nor follows. */
  static Optional<Map<String, List<Long>>> of(OnnxFile file) {
    TensorShapes all = new TensorShapes();
    file.inputs().forEach(all::given);
    file.values().forEach(all::given);
    file.outputs().forEach(all::given);
    file.initializers().forEach(tensor -> all.shapes.put(tensor.getName(), tensor.getDimsList()));
    try {
      for (NodeProto node : file.nodes()) {
        if (!all.follow(node)) {
          return Optional.empty();
        }
      }
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      // Not a graph of that operator's rules: nothing can be said.
      return Optional.empty();
    }
    return Optional.of(all.shapes);
  }

  /** A free first dimension is the number of frames; another free one says nothing. */
  private void given(ValueInfoProto value) {
    List<Long> dims = new ArrayList<>();
    for (TensorShapeProto.Dimension dim : value.getType().getTensorType().getShape().getDimList()) {
      long length = dim.hasDimValue() ? dim.getDimValue() : dims.isEmpty() ? 1 : 0;
      dims.add(length);
    }
    if (!dims.isEmpty() && dims.stream().allMatch(dim -> dim > 0)) {
      shapes.put(value.getName(), dims);
    }
  }

  private boolean follow(NodeProto node) {
    if (node.getOpType().equals("Constant")) {
      AttributeProto value = attribute(node, "value");
      constants.put(node.getOutput(0), value.getT());
      shapes.put(node.getOutput(0), value.getT().getDimsList());
      return true;
    }
    if (node.getOutputList().stream().allMatch(shapes::containsKey)) {
      return true;
    }
    List<Long> in = node.getInputCount() == 0 ? null : shapes.get(node.getInput(0));
    List<Long> out = in == null || node.getOutputCount() != 1 ? null : shape(node, in);
    if (out == null || out.stream().anyMatch(dim -> dim <= 0)) {
      return false;
    }
    shapes.put(node.getOutput(0), out);
    return true;
  }

  private List<Long> shape(NodeProto node, List<Long> in) {
    return switch (node.getOpType()) {
      case "LeakyRelu", "Relu", "Clip", "Sigmoid", "HardSigmoid", "Softplus", "Tanh", "Cast" -> in;
      case "Identity", "BatchNormalization" -> in;
      case "Add", "Mul", "Sub", "Div" -> broadcast(in, shapes.get(node.getInput(1)));
      case "Transpose" ->
          attribute(node, "perm").getIntsList().stream()
              .map(from -> in.get(Math.toIntExact(from)))
              .toList();
      case "Conv" -> window(node, in, shapes.get(node.getInput(1)));
      case "MaxPool", "AveragePool" -> window(node, in, null);
      case "GlobalAveragePool" -> List.of(in.get(0), in.get(1), 1L, 1L);
      case "Concat" -> concat(node);
      case "Resize" -> resize(node, in);
      case "Slice" -> slice(node, in);
      default -> null;
    };
  }

  private static List<Long> broadcast(List<Long> left, List<Long> right) {
    if (right == null) {
      return null;
    }
    List<Long> longer = left.size() >= right.size() ? left : right;
    List<Long> shorter = longer == left ? right : left;
    List<Long> out = new ArrayList<>(longer);
    int ahead = longer.size() - shorter.size();
    for (int i = 0; i < shorter.size(); i++) {
      out.set(ahead + i, Math.max(longer.get(ahead + i), shorter.get(i)));
    }
    return out;
  }

  /** A kernel of weights that slides over rows and columns, or a pool, which keeps the channels. */
  private static List<Long> window(NodeProto node, List<Long> in, List<Long> weights) {
    boolean padsItself = !attribute(node, "auto_pad").getS().isEmpty();
    boolean conv = node.getOpType().equals("Conv");
    if (padsItself || in.size() != 4 || (conv && weights == null)) {
      return null;
    }
    List<Long> size = conv ? weights.subList(2, 4) : attribute(node, "kernel_shape").getIntsList();
    List<Long> out = new ArrayList<>(List.of(in.get(0), conv ? weights.get(0) : in.get(1)));
    for (int i = 0; i < 2; i++) {
      long pads = at(node, "pads", i, 0) + at(node, "pads", i + 2, 0);
      long reach = at(node, "dilations", i, 1) * (size.get(i) - 1) + 1;
      long step = at(node, "strides", i, 1);
      long room = in.get(2 + i) + pads - reach;
      boolean up = attribute(node, "ceil_mode").getI() != 0;
      out.add((up ? -Math.floorDiv(-room, step) : Math.floorDiv(room, step)) + 1);
    }
    return out;
  }

  private List<Long> concat(NodeProto node) {
    List<List<Long>> parts = node.getInputList().stream().map(shapes::get).toList();
    int axis = Math.toIntExact(attribute(node, "axis").getI());
    if (axis < 0 || parts.contains(null)) {
      return null;
    }
    List<Long> out = new ArrayList<>(parts.get(0));
    out.set(axis, parts.stream().mapToLong(part -> part.get(axis)).sum());
    return out;
  }

  private List<Long> resize(NodeProto node, List<Long> in) {
    TensorProto scales = constants.get(node.getInput(2));
    if (scales == null || scales.getFloatDataCount() != in.size()) {
      return null;
    }
    List<Long> out = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      out.add((long) Math.floor(in.get(i) * (double) scales.getFloatData(i)));
    }
    return out;
  }

  private List<Long> slice(NodeProto node, List<Long> in) {
    TensorProto start = constants.get(node.getInput(1));
    TensorProto end = constants.get(node.getInput(2));
    TensorProto axis = node.getInputCount() == 4 ? constants.get(node.getInput(3)) : null;
    if (start == null || end == null || axis == null || axis.getInt64DataCount() != 1) {
      return null;
    }
    int at = Math.toIntExact(axis.getInt64Data(0));
    List<Long> out = new ArrayList<>(in);
    out.set(at, Math.min(end.getInt64Data(0), in.get(at)) - start.getInt64Data(0));
    return out;
  }

  private static long at(NodeProto node, String name, int index, long otherwise) {
    List<Long> values = attribute(node, name).getIntsList();
    return values.size() > index ? values.get(index) : otherwise;
  }

  private static AttributeProto attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .orElse(AttributeProto.getDefaultInstance());
  }
}
