package io.euge.detection.family;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.euge.testing.OnnxNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Writes a graph whose outputs are given numbers, some of which grow with the mean of the image
 * that the graph takes.
 */
final class SyntheticDetector {
  static final int WIDTH = 64;
  static final int HEIGHT = 96;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("synthetic");
  private final double black;
  private final double white;
  private String names = "{0: 'cat', 1: 'dog'}";

  /**
   * Begins a graph.
   *
   * @param black the mean of a black image, as the family normalizes it
   * @param white the mean of a white image
   */
  SyntheticDetector(double black, double white, boolean bytes) {
    this.black = black;
    this.white = white;
    List<Long> shape =
        bytes ? List.of(-1L, (long) HEIGHT, (long) WIDTH, 3L) : List.of(-1L, 3L, 96L, 64L);
    graph.addInput(value("images", bytes ? DataType.UINT8 : DataType.FLOAT, shape));
    String image = "images";
    if (bytes) {
      node("Cast", List.of(image), "floats", OnnxNodes.integer("to", DataType.FLOAT_VALUE));
      image = "floats";
    }
    node("ReduceMean", List.of(image), "mean", OnnxNodes.integers("axes", 1, 2, 3));
  }

  /** The numbers of an output for one frame. */
  static final class Numbers {
    final long[] shape;
    final float[] base;
    final float[] low;
    final float[] high;

    Numbers(long... shape) {
      this.shape = shape;
      base = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
      low = new float[base.length];
      high = new float[base.length];
    }

    /** Returns the same numbers in another shape. */
    Numbers with(long... other) {
      Numbers same = new Numbers(other);
      System.arraycopy(base, 0, same.base, 0, base.length);
      System.arraycopy(low, 0, same.low, 0, low.length);
      System.arraycopy(high, 0, same.high, 0, high.length);
      return same;
    }

    Numbers set(int at, double value) {
      base[at] = (float) value;
      return this;
    }

    Numbers fill(double value) {
      Arrays.fill(base, (float) value);
      return this;
    }

    /** Sets a number that is one for a black image and another for a white one. */
    Numbers grows(int at, double from, double to) {
      low[at] = (float) from;
      high[at] = (float) to;
      return this;
    }
  }

  SyntheticDetector named(String text) {
    names = text;
    return this;
  }

  /** Leaves the names of classes out. */
  SyntheticDetector unnamed() {
    names = "";
    return this;
  }

  /** Fixes how many frames a run takes. */
  SyntheticDetector frames(long count) {
    graph
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(0)
        .setDimValue(count);
    return this;
  }

  /** Adds a node that tells one published network from another. */
  SyntheticDetector marked(String operator) {
    node(operator, List.of("mean"), "mark_" + operator);
    return this;
  }

  /** Adds a node whose result depends on all frames of a run. */
  SyntheticDetector quantized() {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("DynamicQuantizeLinear")
            .addInput("mean")
            .addAllOutput(List.of("quanta", "quantum", "zero")));
    return this;
  }

  SyntheticDetector target(String name) {
    graph.addInput(value(name, DataType.INT64, List.of(-1L, 2L)));
    node("Cast", List.of(name), name + "_floats", OnnxNodes.integer("to", DataType.FLOAT_VALUE));
    return this;
  }

  /** Adds an output for each frame. */
  SyntheticDetector output(String name, Numbers numbers) {
    List<Long> shape = new ArrayList<>(List.of(-1L));
    Arrays.stream(numbers.shape).forEach(shape::add);
    return output(name, DataType.FLOAT, shape, numbers, List.of());
  }

  /**
   * Adds an output for each frame whose sizes the file does not give.
   *
   * @param dimensions that it gives; 0 for none at all
   */
  SyntheticDetector open(String name, int dimensions, Numbers numbers) {
    return output(name, DataType.FLOAT, Collections.nCopies(dimensions, -1L), numbers, List.of());
  }

  /** Adds an output without a dimension for frames. */
  SyntheticDetector table(String name, List<Long> declared, Numbers numbers) {
    return output(
        name, DataType.FLOAT, declared, numbers, Arrays.stream(numbers.shape).boxed().toList());
  }

  SyntheticDetector whole(String name, List<Long> declared, Numbers numbers, boolean frames) {
    return output(
        name,
        DataType.INT64,
        declared,
        numbers,
        frames ? List.of() : Arrays.stream(numbers.shape).boxed().toList());
  }

  private SyntheticDetector output(
      String name, DataType type, List<Long> declared, Numbers numbers, List<Long> reshaped) {
    Long[] ones = new Long[numbers.shape.length + 1];
    Arrays.fill(ones, 1L);
    ones[0] = -1L;
    List<Long> dims = new ArrayList<>(List.of(1L));
    Arrays.stream(numbers.shape).forEach(dims::add);
    float[] slope = new float[numbers.base.length];
    float[] start = numbers.base.clone();
    for (int i = 0; i < slope.length; i++) {
      double each = (numbers.high[i] - numbers.low[i]) / (white - black);
      slope[i] = (float) each;
      start[i] += (float) (numbers.low[i] - each * black);
    }
    integers(name + "_ones", List.of(ones));
    floats(name + "_slope", dims, slope);
    floats(name + "_base", dims, start);
    node("Reshape", List.of("mean", name + "_ones"), name + "_mean");
    node("Mul", List.of(name + "_mean", name + "_slope"), name + "_grown");
    node("Add", List.of(name + "_grown", name + "_base"), name + "_numbers");
    String last = name + "_numbers";
    if (!reshaped.isEmpty()) {
      integers(name + "_shape", reshaped);
      node("Reshape", List.of(last, name + "_shape"), name + "_table");
      last = name + "_table";
    }
    if (type == DataType.FLOAT) {
      node("Identity", List.of(last), name);
    } else {
      node("Cast", List.of(last), name, OnnxNodes.integer("to", DataType.INT64_VALUE));
    }
    graph.addOutput(value(name, type, declared));
    return this;
  }

  Path write(Path folder) throws IOException {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(7)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph);
    if (!names.isEmpty()) {
      model.addMetadataProps(StringStringEntryProto.newBuilder().setKey("names").setValue(names));
    }
    return Files.write(
        Files.createTempFile(folder, "synthetic", ".onnx"), model.build().toByteArray());
  }

  private void node(
      String operator, List<String> inputs, String output, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  private void integers(String name, List<Long> values) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64_VALUE)
            .addDims(values.size())
            .addAllInt64Data(values));
  }

  private void floats(String name, List<Long> dims, float[] values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT_VALUE).addAllDims(dims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
  }

  /** A dimension of -1 is free; without dimensions there is no shape. */
  private static ValueInfoProto value(String name, DataType type, List<Long> dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : dims) {
      if (dim < 0) {
        shape.addDimBuilder().setDimParam("n" + shape.getDimCount());
      } else {
        shape.addDimBuilder().setDimValue(dim);
      }
    }
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
    if (!dims.isEmpty()) {
      tensor.setShape(shape);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
