package io.euge.testing;

import static io.euge.testing.OnnxNodes.integer;
import static io.euge.testing.OnnxNodes.integers;
import static io.euge.testing.OnnxNodes.node;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.euge.model.Model;
import io.euge.model.ModelMetadata;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * The smallest graph of a detector's shape: bytes {@code [N,8,16,3]} to floats, one convolution of
 * 4x4 with stride 4, one head {@code [N,12,2,4]}. Each channel of each cell is a sum over the
 * pixels of its own frame alone.
 */
public final class TinyGraph {
  public static final int WIDTH = 16;
  public static final int HEIGHT = 8;
  public static final int CHANNELS = 12;
  public static final int FRAME_FLOATS = CHANNELS * 2 * 4;

  private TinyGraph() {}

  /** Writes a graph with weights made from the seed into a directory. */
  public static Model write(Path folder, String name, long seed) {
    return write(folder, name, seed, TensorProto.DataType.UINT8, "head");
  }

  /** Writes a graph that may not be what its description says. */
  public static Model write(
      Path folder, String name, long seed, TensorProto.DataType input, String output) {
    ModelProto graph =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
            .setGraph(
                GraphProto.newBuilder()
                    .setName(name)
                    .addInput(value("images", input, -1, HEIGHT, WIDTH, 3))
                    .addOutput(value(output, TensorProto.DataType.FLOAT, -1, CHANNELS, 2, 4))
                    .addInitializer(weights(seed))
                    .addNode(
                        node("Cast", "floats", "images")
                            .addAttribute(integer("to", TensorProto.DataType.FLOAT_VALUE)))
                    .addNode(
                        node("Transpose", "planes", "floats")
                            .addAttribute(integers("perm", 0, 3, 1, 2)))
                    .addNode(
                        node("Conv", output, "planes", "weights")
                            .addAttribute(integers("kernel_shape", 4, 4))
                            .addAttribute(integers("strides", 4, 4))))
            .build();
    byte[] bytes = graph.toByteArray();
    Path file = folder.resolve(name + "-" + seed + ".onnx");
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return describe(name, file, sha256(bytes), bytes.length);
  }

  /** The description alone, for engines that read no file. */
  public static Model describe(String name, Path graph, String sha256, long bytes) {
    List<String> labels = List.of("thing");
    List<String> head =
        List.of(
            "yolo output=head grid=4x2 classes=1 scale_x_y=1.0 new_coords=false"
                + " anchors=4.0x4.0,8.0x8.0");
    return new Model(
        name,
        graph,
        sha256,
        bytes,
        InputSpec.rgbBytes("images", WIDTH, HEIGHT, FrameFit.DARKNET, true),
        List.of(TensorSpec.ofFrames("head", ElementType.FLOAT, CHANNELS, 2, 4)),
        labels,
        ModelMetadata.describe(name, head, labels));
  }

  private static TensorProto weights(long seed) {
    TensorProto.Builder weights =
        TensorProto.newBuilder()
            .setName("weights")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(CHANNELS)
            .addDims(3)
            .addDims(4)
            .addDims(4);
    Random random = new Random(seed);
    for (int i = 0; i < CHANNELS * 3 * 4 * 4; i++) {
      weights.addFloatData((float) random.nextGaussian());
    }
    return weights.build();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long size : shape) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      dimensions.addDim(size < 0 ? dimension.setDimParam("N") : dimension.setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(dimensions)))
        .build();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
