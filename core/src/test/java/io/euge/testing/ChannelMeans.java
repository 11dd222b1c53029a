package io.euge.testing;

import static io.euge.testing.OnnxNodes.integer;
import static io.euge.testing.OnnxNodes.integers;
import static io.euge.testing.OnnxNodes.node;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A graph as Ultralytics exports it, {@code images [1,3,32,32]} to {@code output0 [1,7,21]}, that
 * finds one box of 16x16 pixels in the middle of the image; the confidences of its three classes
 * are the means of the three channels, cut to 0 to 1. So a detection shows what the graph was fed.
 */
public final class ChannelMeans {
  /** Pixels of a side of the image. */
  public static final int SIDE = 32;

  private static final int BOXES = 16 + 4 + 1;
  private static final int CHANNELS = 3;

  private ChannelMeans() {}

  /** Writes the graph as {@code NAME.onnx}. */
  public static Path write(Path folder, String name, Map<String, String> metadata) {
    return write(folder, name, metadata, List.of(SIDE, SIDE), "");
  }

  /** Writes the graph with an image of any size. */
  public static Path writeDynamic(Path folder, String name, Map<String, String> metadata) {
    return write(folder, name, metadata, List.of(-1, -1), "");
  }

  /** Writes the graph with so many classes, of which the last three are the channels. */
  public static Path writeClasses(
      Path folder, String name, Map<String, String> metadata, int classes) {
    GraphProto.Builder graph = graph(name, image(SIDE, SIDE), "", classes - CHANNELS);
    return write(folder, name, metadata, graph);
  }

  /**
   * Writes the graph with confidences that are not numbers if the mean of a channel is above 0.99,
   * as that of a white image is: the square roots of 0.99 less the means.
   */
  public static Path writeUndefinedForWhite(
      Path folder, String name, Map<String, String> metadata) {
    GraphProto.Builder graph = graph(name, image(SIDE, SIDE), "", 0);
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      if (node.getOpType().equals("Clip")) {
        node.setInput(0, "roots");
      }
    }
    int raw = 1;
    graph
        .addInitializer(floats("limit", new long[0], 0.99f))
        .addNode(raw + 1, node("Sub", "below", "limit", "raw"))
        .addNode(raw + 2, node("Sqrt", "roots", "below"));
    return write(folder, name, metadata, graph);
  }

  /** Writes the graph with an operator of a plugin. */
  public static Path writeWithPlugin(Path folder, String name) {
    return write(folder, name, Map.of(), List.of(SIDE, SIDE), "mmdeploy");
  }

  /**
   * Writes the graph with an image of another type; bytes are divided by 255.
   *
   * @param rows whether the channels of a pixel lie together, as in {@code [1,32,32,3]}
   */
  public static Path write(
      Path folder, String name, Map<String, String> metadata, DataType type, boolean rows) {
    ValueInfoProto image =
        rows
            ? value("images", type, 1, SIDE, SIDE, CHANNELS)
            : value("images", type, 1, CHANNELS, SIDE, SIDE);
    return write(folder, name, metadata, graph(name, image, "", 0));
  }

  private static Path write(
      Path folder, String name, Map<String, String> metadata, List<Integer> size, String domain) {
    return write(folder, name, metadata, graph(name, image(size.get(0), size.get(1)), domain, 0));
  }

  private static ValueInfoProto image(int height, int width) {
    return value("images", DataType.FLOAT, 1, CHANNELS, height, width);
  }

  /**
   * Returns the graph.
   *
   * @param domain of an operator in it
   * @param before classes before the three of the channels, which are never found
   */
  private static GraphProto.Builder graph(
      String name, ValueInfoProto image, String domain, int before) {
    int numbers = 4 + before + CHANNELS;
    TypeProto.Tensor tensor = image.getType().getTensorType();
    boolean rows = tensor.getShape().getDim(3).getDimValue() == CHANNELS;
    GraphProto.Builder graph = GraphProto.newBuilder().setName(name).addInput(image);
    String floats = "images";
    if (tensor.getElemType() != DataType.FLOAT_VALUE) {
      floats = "floats";
      graph.addNode(
          node("Cast", floats, "images").addAttribute(integer("to", DataType.FLOAT_VALUE)));
    }
    if (tensor.getElemType() == DataType.UINT8_VALUE) {
      graph
          .addInitializer(floats("white", new long[0], 255))
          .addNode(node("Div", "parts", floats, "white"));
      floats = "parts";
    }
    graph
        .addOutput(value("output0", DataType.FLOAT, 1, numbers, BOXES))
        .addInitializer(
            floats(
                "box",
                new long[] {1, 4 + before, 1},
                Arrays.copyOf(new float[] {16, 16, 16, 16}, 4 + before)))
        .addInitializer(
            floats("others", new long[] {1, numbers, BOXES - 1}, new float[numbers * (BOXES - 1)]))
        .addInitializer(floats("zero", new long[0], 0))
        .addInitializer(floats("one", new long[0], 1))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("column")
                .setDataType(DataType.INT64_VALUE)
                .addDims(3)
                .addAllInt64Data(List.of(1L, (long) CHANNELS, 1L)))
        .addNode(
            node("ReduceMean", "means", floats)
                .addAttribute(rows ? integers("axes", 1, 2) : integers("axes", 2, 3))
                .addAttribute(integer("keepdims", 1)))
        .addNode(node("Reshape", "raw", "means", "column").setDomain(domain))
        .addNode(node("Clip", "scores", "raw", "zero", "one"))
        .addNode(node("Concat", "first", "box", "scores").addAttribute(integer("axis", 1)))
        .addNode(node("Concat", "output0", "first", "others").addAttribute(integer("axis", 2)));
    return graph;
  }

  private static Path write(
      Path folder, String name, Map<String, String> metadata, GraphProto.Builder graph) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
            .setGraph(graph);
    metadata.forEach(
        (key, text) ->
            model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
    Path file = folder.resolve(name + ".onnx");
    try {
      return Files.write(file, model.build().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TensorProto floats(String name, long[] dims, float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT_VALUE);
    for (long size : dims) {
      tensor.addDims(size);
    }
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  private static ValueInfoProto value(String name, DataType type, int... shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (int size : shape) {
      if (size < 0) {
        dims.addDimBuilder().setDimParam("side");
      } else {
        dims.addDimBuilder().setDimValue(size);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(dims)))
        .build();
  }
}
