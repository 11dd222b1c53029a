package io.euge.model.importing;

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
import io.euge.model.spec.InputSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts nodes before and behind a graph. Before: frames come as bytes {@code [N, height, width, 3]}
 * and become what the graph takes. Behind: the outputs that are read become floats in shapes that
 * are known before a run. The nodes between stay as they are, but for the weights of a {@link
 * FirstConvolution} and for those that nothing that is read depends on.
 */
public final class GraphAdapter {
  private static final String OUT = "euge_";

  /** Stored tensors need not be inputs from this version of the format on. */
  private static final long IR_WITH_FREE_INITIALIZERS = 4;

  /** Slice takes its bounds as inputs from this version of the operators on. */
  private static final long SLICE_WITH_INPUTS = 10;

  private final Adaptation adaptation;
  private final long operators;
  private final GraphProto.Builder graph;

  private GraphAdapter(Adaptation adaptation, long operators, GraphProto.Builder graph) {
    this.adaptation = adaptation;
    this.operators = operators;
    this.graph = graph;
  }

  /** Returns the changed graph, described by these properties alone. */
  public static ModelProto adapt(
      ModelProto source, Adaptation adaptation, Map<String, String> metadata) {
    long operators =
        source.getOpsetImportList().stream()
            .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
            .mapToLong(OperatorSetIdProto::getVersion)
            .max()
            .orElse(1);
    GraphProto.Builder graph = source.getGraph().toBuilder();
    new GraphAdapter(adaptation, operators, graph).adapt();
    ModelProto.Builder model =
        source.toBuilder()
            .setGraph(graph)
            .setIrVersion(Math.max(source.getIrVersion(), IR_WITH_FREE_INITIALIZERS))
            .clearMetadataProps();
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  private void adapt() {
    List<ValueInfoProto> outputs = graph.getOutputList();
    InputSpec input = adaptation.input();
    graph.clearInput();
    graph.addInput(
        value(
            InputNodes.FRAMES,
            DataType.UINT8,
            List.of((long) input.height(), (long) input.width(), (long) InputSpec.CHANNELS)));
    List<NodeProto> before = InputNodes.of(input, graph);
    adaptation.constants().forEach(this::constant);
    List<NodeProto> nodes = List.copyOf(graph.getNodeList());
    graph.clearNode().addAllNode(before).addAllNode(nodes);
    graph.clearOutput();
    for (OutputUse use : adaptation.outputs()) {
      ValueInfoProto given =
          outputs.stream().filter(value -> value.getName().equals(use.name())).findFirst().get();
      output(use, given.getType().getTensorType());
    }
    // Shapes that were written down for one frame or one size would contradict the new ones.
    graph.clearValueInfo();
    GraphPruner.prune(graph);
  }

  private void constant(String name, List<Long> values) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64_VALUE)
            .addAllDims(List.of(1L, (long) values.size()))
            .addAllInt64Data(values));
  }

  private void output(OutputUse use, TypeProto.Tensor given) {
    String value = use.name();
    if (use.sizes()) {
      value = after("Shape", List.of(value), use, "sizes");
    }
    if (use.sizes() || given.getElemType() != DataType.FLOAT_VALUE) {
      value =
          after(
              "Cast", List.of(value), use, "cast", GraphNodes.integer("to", DataType.FLOAT_VALUE));
    }
    if (use.sigmoid()) {
      value = after("Sigmoid", List.of(value), use, "sigmoid");
    }
    if (!use.order().isEmpty()) {
      Long[] order = use.order().stream().map(Integer::longValue).toArray(Long[]::new);
      value =
          after("Transpose", List.of(value), use, "ordered", GraphNodes.integers("perm", order));
    }
    if (use.rows()) {
      value = rows(value, use);
    }
    boolean same = !use.rows() && given.getShape().getDimCount() == use.frame().size() + 1;
    List<Long> shape = new ArrayList<>(List.of(adaptation.batches() ? -1L : 1L));
    shape.addAll(use.frame());
    value =
        same
            ? after("Identity", List.of(value), use, "output")
            : after("Reshape", List.of(value, integers(use, "shape", shape)), use, "output");
    graph.addOutput(value(value, DataType.FLOAT, use.frame()));
  }

  /** Fills up with rows that mean nothing, and cuts to the number of rows that is read. */
  private String rows(String value, OutputUse use) {
    long most = use.frame().get(0);
    long columns = use.frame().get(1);
    TensorProto.Builder none =
        TensorProto.newBuilder()
            .setName(OUT + use.name() + "_none")
            .setDataType(DataType.FLOAT_VALUE)
            .addDims(most)
            .addDims(columns);
    for (long i = 0; i < most * columns; i++) {
      none.addFloatData(OutputUse.NO_ROW);
    }
    graph.addInitializer(none);
    String table =
        after(
            "Reshape",
            List.of(value, integers(use, "table_shape", List.of(-1L, columns))),
            use,
            "table");
    String filled =
        after(
            "Concat", List.of(table, none.getName()), use, "filled", GraphNodes.integer("axis", 0));
    if (operators < SLICE_WITH_INPUTS) {
      return after(
          "Slice",
          List.of(filled),
          use,
          "rows",
          GraphNodes.integers("starts", 0L),
          GraphNodes.integers("ends", most),
          GraphNodes.integers("axes", 0L));
    }
    return after(
        "Slice",
        List.of(
            filled,
            integers(use, "first", List.of(0L)),
            integers(use, "last", List.of(most)),
            integers(use, "axis", List.of(0L))),
        use,
        "rows");
  }

  private String integers(OutputUse use, String what, List<Long> values) {
    String name = OUT + use.name() + "_" + what;
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64_VALUE)
            .addDims(values.size())
            .addAllInt64Data(values));
    return name;
  }

  private String after(
      String operator,
      List<String> inputs,
      OutputUse use,
      String what,
      AttributeProto... attributes) {
    String output = what.equals("output") ? outputName(use.name()) : OUT + use.name() + "_" + what;
    graph.addNode(GraphNodes.node(operator, inputs, output, attributes));
    return output;
  }

  /** Returns what an output is called in the changed graph. */
  public static String outputName(String name) {
    return OUT + name;
  }

  /**
   * Returns what an output of the changed graph was called in the given one; the same for an output
   * of a graph that was not changed.
   */
  public static String givenName(String outputName) {
    return outputName.startsWith(OUT) ? outputName.substring(OUT.length()) : outputName;
  }

  private ValueInfoProto value(String name, DataType type, List<Long> frame) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    if (adaptation.batches()) {
      shape.addDimBuilder().setDimParam("N");
    } else {
      shape.addDimBuilder().setDimValue(1);
    }
    frame.forEach(size -> shape.addDimBuilder().setDimValue(size));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
