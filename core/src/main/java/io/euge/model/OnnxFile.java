package io.euge.model;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX file without its weights: read once from end to end, hashed on the way, so that a graph
 * of hundreds of megabytes costs the heap next to nothing.
 *
 * @param initializers the stored tensors with their names, types, shapes and places, not their
 *     values
 */
record OnnxFile(
    Path path,
    String sha256,
    long bytes,
    Map<String, String> metadata,
    List<NodeProto> nodes,
    List<TensorProto> initializers,
    List<ValueInfoProto> inputs,
    List<ValueInfoProto> outputs,
    List<ValueInfoProto> values) {

  private static final int BUFFER = 1 << 16;

  /**
   * @throws ModelException if the file is missing or cannot be read, is not ONNX, or keeps weights
   *     outside its folder
   */
  static OnnxFile read(Path path) {
    if (Files.isDirectory(path)) {
      throw new ModelException(path + " is a folder; name an .onnx file");
    }
    try (HashingInput input = new HashingInput(Files.newInputStream(path))) {
      Reader reader = new Reader();
      reader.model(CodedInputStream.newInstance(input, BUFFER));
      if (!reader.graphSeen || reader.operators.isEmpty()) {
        throw notOnnx(path, null);
      }
      return reader.file(path.toAbsolutePath().normalize(), input.finish(), input.bytes());
    } catch (NoSuchFileException e) {
      throw new ModelException("There is no model file " + path, e);
    } catch (InvalidProtocolBufferException e) {
      throw notOnnx(path, e);
    } catch (IOException e) {
      throw new ModelException("Cannot read the model file " + path + ": " + e.getMessage(), e);
    }
  }

  private static ModelException notOnnx(Path path, Exception cause) {
    return new ModelException(
        path + " is not an ONNX file or is damaged; give an .onnx file or a Darknet .cfg", cause);
  }

  /** Walks the wire format, so that only the weights' bytes are left out. */
  private static final class Reader {
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> initializers = new ArrayList<>();
    private final List<NodeProto> hidden = new ArrayList<>();
    private final List<TensorProto> others = new ArrayList<>();
    private final List<ValueInfoProto> inputs = new ArrayList<>();
    private final List<ValueInfoProto> outputs = new ArrayList<>();
    private final List<ValueInfoProto> values = new ArrayList<>();
    private boolean graphSeen;
    private final List<OperatorSetIdProto> operators = new ArrayList<>();

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
            operators.add(OperatorSetIdProto.parseFrom(in.readByteArray()));
          }
          case ModelProto.FUNCTIONS_FIELD_NUMBER ->
              hidden.addAll(FunctionProto.parseFrom(in.readByteArray()).getNodeList());
          case ModelProto.METADATA_PROPS_FIELD_NUMBER -> {
            var property = StringStringEntryProto.parseFrom(in.readByteArray());
            metadata.put(property.getKey(), property.getValue());
          }
          default -> skip(in, tag);
        }
      }
    }

    private void graph(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (field(tag)) {
          case GraphProto.NODE_FIELD_NUMBER -> nodes.add(NodeProto.parseFrom(in.readByteArray()));
          case GraphProto.INITIALIZER_FIELD_NUMBER -> initializers.add(tensor(in));
          case GraphProto.SPARSE_INITIALIZER_FIELD_NUMBER -> {
            SparseTensorProto sparse = SparseTensorProto.parseFrom(in.readByteArray());
            others.add(sparse.getValues());
            others.add(sparse.getIndices());
          }
          case GraphProto.INPUT_FIELD_NUMBER ->
              inputs.add(ValueInfoProto.parseFrom(in.readByteArray()));
          case GraphProto.OUTPUT_FIELD_NUMBER ->
              outputs.add(ValueInfoProto.parseFrom(in.readByteArray()));
          case GraphProto.VALUE_INFO_FIELD_NUMBER ->
              values.add(ValueInfoProto.parseFrom(in.readByteArray()));
          default -> skip(in, tag);
        }
      }
    }

    private static TensorProto tensor(CodedInputStream in) throws IOException {
      TensorProto.Builder tensor = TensorProto.newBuilder();
      int outer = in.pushLimit(in.readRawVarint32());
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        switch (field(tag)) {
          case TensorProto.DIMS_FIELD_NUMBER -> {
            if (packed) {
              int inner = in.pushLimit(in.readRawVarint32());
              while (in.getBytesUntilLimit() > 0) {
                tensor.addDims(in.readInt64());
              }
              in.popLimit(inner);
            } else {
              tensor.addDims(in.readInt64());
            }
          }
          case TensorProto.DATA_TYPE_FIELD_NUMBER -> tensor.setDataType(in.readInt32());
          case TensorProto.NAME_FIELD_NUMBER -> tensor.setName(in.readStringRequireUtf8());
          case TensorProto.EXTERNAL_DATA_FIELD_NUMBER ->
              tensor.addExternalData(StringStringEntryProto.parseFrom(in.readByteArray()));
          default -> skip(in, tag);
        }
      }
      in.popLimit(outer);
      return tensor.build();
    }

    private static int field(int tag) {
      return WireFormat.getTagFieldNumber(tag);
    }

    private static void skip(CodedInputStream in, int tag) throws IOException {
      if (!in.skipField(tag)) {
        throw new InvalidProtocolBufferException("an end of a group that never began");
      }
    }

    OnnxFile file(Path path, String sha256, long bytes) {
      ExternalData.check(path, initializers);
      ExternalData.check(path, others);
      ExternalData.checkNodes(path, nodes);
      ExternalData.checkNodes(path, hidden);
      return new OnnxFile(
          path, sha256, bytes, metadata, nodes, initializers, inputs, outputs, values);
    }
  }
}
