package io.euge.model.darknet;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An ONNX graph in the making: nodes, stored tensors, input and outputs. */
final class OnnxGraph {
  /** The first with everything used here, which every engine of the last years can read. */
  private static final int OPERATORS = 17;

  private static final int FILE_VERSION = 8;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> stored = new HashSet<>();

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /** Adds a node and gives its output's name back. An empty input name stands for one left out. */
  String node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  /** Stores weights, floats in little endian, and gives the tensor's name back. */
  String store(String name, ByteString floats, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(floats);
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /**
   * Adds a list of numbers that are no weights. They become a node instead of a stored tensor, so
   * that who counts the stored numbers counts the model's parameters.
   */
  String constants(String name, float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return constant(name, tensor);
  }

  /** Adds a list of whole numbers as a node. */
  String constants(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return constant(name, tensor);
  }

  /** Adds a single number, once for all who ask for it by that name. */
  String constant(String name, float value) {
    return stored.add(name)
        ? constant(
            name,
            TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData(value))
        : name;
  }

  private String constant(String name, TensorProto.Builder tensor) {
    return node(
        "Constant",
        List.of(),
        name,
        attribute(
            "value", AttributeProto.AttributeType.TENSOR, attribute -> attribute.setT(tensor)));
  }

  void input(String name, TensorProto.DataType type, long... dims) {
    graph.addInput(value(name, type, dims));
  }

  void output(String name, long... dims) {
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, dims));
  }

  ModelProto model(Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(FILE_VERSION)
            .setProducerName("euge")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS))
            .setGraph(graph);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeProto.AttributeType.INT, attribute -> attribute.setI(value));
  }

  static AttributeProto integers(String name, Long... values) {
    return attribute(
        name,
        AttributeProto.AttributeType.INTS,
        attribute -> attribute.addAllInts(List.of(values)));
  }

  static AttributeProto number(String name, float value) {
    return attribute(name, AttributeProto.AttributeType.FLOAT, attribute -> attribute.setF(value));
  }

  static AttributeProto text(String name, String value) {
    return attribute(
        name,
        AttributeProto.AttributeType.STRING,
        attribute -> attribute.setS(ByteString.copyFromUtf8(value)));
  }

  private static AttributeProto attribute(
      String name, AttributeProto.AttributeType type, UnaryOperator<AttributeProto.Builder> value) {
    return value.apply(AttributeProto.newBuilder().setName(name).setType(type)).build();
  }

  /** A value whose first dimension, the number of frames, is free. */
  private static ValueInfoProto value(String name, TensorProto.DataType type, long... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("N");
    for (long dim : dims) {
      shape.addDimBuilder().setDimValue(dim);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
