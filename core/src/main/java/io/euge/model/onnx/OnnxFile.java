package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.euge.file.HashingInput;
import io.euge.file.IoReason;
import io.euge.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An ONNX file without its weights: read once from end to end, hashed on the way, so that a graph
 * of hundreds of megabytes costs the heap next to nothing.
 *
 * @param initializers the stored tensors with their names, types, shapes and places, not their
 *     values
 * @param external whether any weights lie in a file of their own, wherever in the graph
 * @param operators the types of all nodes, also of those inside functions and branches
 * @param customOperators the names of operators that need a library of their own
 */
public record OnnxFile(
    Path path,
    String sha256,
    long bytes,
    Map<String, String> metadata,
    List<NodeProto> nodes,
    List<TensorProto> initializers,
    List<ValueInfoProto> inputs,
    List<ValueInfoProto> outputs,
    List<ValueInfoProto> values,
    boolean external,
    Set<String> operators,
    Set<String> customOperators) {

  private static final int BUFFER = 1 << 16;

  /** One protobuf message, and no reader of those takes a longer one. */
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  /** Far more than any network's graph has without its weights; it becomes objects on the heap. */
  private static final int MAX_KEPT = 16 << 20;

  private static final int MAX_NAMED = 8;

  /** What even an empty message costs. */
  private static final int OBJECT = 64;

  /**
   * Reads a file once from end to end.
   *
   * @throws ModelException if the file is missing or cannot be read, is not ONNX, is too large,
   *     declares tensors larger than itself, or keeps weights outside its directory
   */
  public static OnnxFile read(Path path) {
    checkReadable(path);
    try (HashingInput input = new HashingInput(path)) {
      Reader reader = new Reader(path);
      reader.model(CodedInputStream.newInstance(input, BUFFER));
      if (!reader.graphSeen || reader.operators.isEmpty()) {
        throw notOnnx(path, null);
      }
      return reader.file(path.toAbsolutePath().normalize(), input.finish(), input.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw notOnnx(path, e);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read the model file %s: %s; check the path and its permissions"
              .formatted(path, IoReason.of(e)),
          e);
    }
  }

  /**
   * Checks that an engine can run it with nothing but the file itself.
   *
   * @throws ModelException if it keeps weights elsewhere or needs operators of another library
   */
  public void requireSelfContained() {
    if (external) {
      // A model is identified by its file's hash: two that differ only in their external weights
      // would be taken for one.
      throw new ModelException(
          "Cannot run %s: its weights are in a separate file; save it as one file, in Python: onnx.save(onnx.load('IN.onnx'), 'OUT.onnx')"
              .formatted(path));
    }
    if (!customOperators.isEmpty()) {
      throw new ModelException(
          "%s needs %s that ONNX Runtime does not have: %s; export the model without plugins"
              .formatted(
                  path,
                  customOperators.size() == 1 ? "an operator" : "operators",
                  customOperators.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))));
    }
  }

  private static void checkReadable(Path path) {
    if (Files.isDirectory(path)) {
      throw new ModelException(path + " is a directory; name an .onnx file");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new ModelException(path + " is not a regular file; copy the model into one");
    }
    long bytes = path.toFile().length();
    if (bytes > MAX_BYTES) {
      throw new ModelException(
          "%s has %d bytes, and one ONNX file can have %d; give a smaller model"
              .formatted(path, bytes, MAX_BYTES));
    }
  }

  private static ModelException notOnnx(Path path, Exception cause) {
    return new ModelException(
        path + " is not an ONNX file or is corrupt; give an .onnx file or a Darknet .cfg", cause);
  }

  /** Walks the wire format, so that only the weights' bytes are left out. */
  private static final class Reader {
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> initializers = new ArrayList<>();
    private final List<FunctionProto> functions = new ArrayList<>();
    private final List<NodeProto> hidden = new ArrayList<>();
    private final List<TensorProto> others = new ArrayList<>();
    private final List<ValueInfoProto> inputs = new ArrayList<>();
    private final List<ValueInfoProto> outputs = new ArrayList<>();
    private final List<ValueInfoProto> values = new ArrayList<>();
    private final Path path;
    private boolean graphSeen;
    private long kept;
    private final List<OperatorSetIdProto> operators = new ArrayList<>();

    Reader(Path path) {
      this.path = path;
    }

    void model(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (field(tag)) {
          case ModelProto.GRAPH_FIELD_NUMBER -> {
            int outer = in.pushLimit(in.readRawVarint32());
            graph(in);
            in.popLimit(outer);
            graphSeen = true;
          }
          case ModelProto.OPSET_IMPORT_FIELD_NUMBER -> {
            operators.add(OperatorSetIdProto.parseFrom(keep(in)));
          }
          case ModelProto.FUNCTIONS_FIELD_NUMBER -> {
            FunctionProto function = FunctionProto.parseFrom(keep(in));
            functions.add(function);
            hidden.addAll(function.getNodeList());
            hidden.add(
                NodeProto.newBuilder().addAllAttribute(function.getAttributeProtoList()).build());
          }
          case ModelProto.TRAINING_INFO_FIELD_NUMBER -> {
            TrainingInfoProto training = TrainingInfoProto.parseFrom(keep(in));
            for (GraphProto part : List.of(training.getInitialization(), training.getAlgorithm())) {
              hidden.addAll(part.getNodeList());
              others.addAll(part.getInitializerList());
              part.getSparseInitializerList()
                  .forEach(sparse -> others.addAll(NestedTensors.of(sparse)));
            }
          }
          case ModelProto.METADATA_PROPS_FIELD_NUMBER -> {
            var property = StringStringEntryProto.parseFrom(keep(in));
            metadata.put(property.getKey(), property.getValue());
          }
          default -> skip(in, tag);
        }
      }
    }

    private void graph(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (field(tag)) {
          case GraphProto.NODE_FIELD_NUMBER -> nodes.add(NodeProto.parseFrom(keep(in)));
          case GraphProto.INITIALIZER_FIELD_NUMBER -> initializers.add(tensor(in));
          case GraphProto.SPARSE_INITIALIZER_FIELD_NUMBER -> {
            SparseTensorProto sparse = SparseTensorProto.parseFrom(keep(in));
            others.addAll(NestedTensors.of(sparse));
          }
          case GraphProto.INPUT_FIELD_NUMBER -> inputs.add(ValueInfoProto.parseFrom(keep(in)));
          case GraphProto.OUTPUT_FIELD_NUMBER -> outputs.add(ValueInfoProto.parseFrom(keep(in)));
          case GraphProto.VALUE_INFO_FIELD_NUMBER -> values.add(ValueInfoProto.parseFrom(keep(in)));
          default -> skip(in, tag);
        }
      }
    }

    private TensorProto tensor(CodedInputStream in) throws IOException {
      TensorProto.Builder tensor = TensorProto.newBuilder();
      int outer = in.pushLimit(in.readRawVarint32());
      count(0);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        switch (field(tag)) {
          case TensorProto.DIMS_FIELD_NUMBER -> {
            if (packed) {
              int inner = in.pushLimit(in.readRawVarint32());
              while (in.getBytesUntilLimit() > 0) {
                count(0);
                tensor.addDims(in.readInt64());
              }
              in.popLimit(inner);
            } else {
              count(0);
              tensor.addDims(in.readInt64());
            }
          }
          case TensorProto.DATA_TYPE_FIELD_NUMBER -> tensor.setDataType(in.readInt32());
          case TensorProto.NAME_FIELD_NUMBER -> tensor.setNameBytes(ByteString.copyFrom(keep(in)));
          case TensorProto.EXTERNAL_DATA_FIELD_NUMBER ->
              tensor.addExternalData(StringStringEntryProto.parseFrom(keep(in)));
          default -> skip(in, tag);
        }
      }
      in.popLimit(outer);
      return tensor.build();
    }

    private byte[] keep(CodedInputStream in) throws IOException {
      int length = in.readRawVarint32();
      count(Math.max(0, length));
      return in.readRawBytes(length);
    }

    private void count(int length) {
      kept += length + OBJECT;
      if (kept > MAX_KEPT) {
        throw new ModelException(
            "Cannot read %s: its graph has more than %d MiB without the weights; store its constants as initializers"
                .formatted(path, MAX_KEPT >> 20));
      }
    }

    private static int field(int tag) {
      return WireFormat.getTagFieldNumber(tag);
    }

    private static void skip(CodedInputStream in, int tag) throws IOException {
      if (!in.skipField(tag)) {
        throw new InvalidProtocolBufferException("an end of a group that never began");
      }
    }

    OnnxFile file(Path absolute, String sha256, long bytes) {
      List<TensorProto> tensors = new ArrayList<>(initializers);
      tensors.addAll(others);
      tensors.addAll(NestedTensors.of(nodes));
      tensors.addAll(NestedTensors.of(hidden));
      boolean external = ExternalData.check(absolute, tensors);
      tensors.forEach(tensor -> DeclaredSize.check(absolute, bytes, tensor));
      return new OnnxFile(
          absolute,
          sha256,
          bytes,
          metadata,
          nodes,
          initializers,
          inputs,
          outputs,
          values,
          external,
          OperatorTypes.of(nodes, functions),
          CustomOperators.of(nodes, functions));
    }
  }
}
