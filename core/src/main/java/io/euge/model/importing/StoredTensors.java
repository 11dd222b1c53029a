package io.euge.model.importing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the numbers of tensors that a graph stores, as initializers or as constant nodes. */
final class StoredTensors {
  private static final int HALF_BYTES = 2;

  private StoredTensors() {}

  /** Returns a stored tensor; empty if the value is computed, or lies in another file. */
  static Optional<TensorProto> of(GraphProto.Builder graph, String name) {
    return graph.getInitializerList().stream()
        .filter(tensor -> tensor.getName().equals(name))
        .findFirst()
        .or(() -> constant(graph, name))
        .filter(tensor -> tensor.getDataLocation() != DataLocation.EXTERNAL);
  }

  private static Optional<TensorProto> constant(GraphProto.Builder graph, String name) {
    return graph.getNodeList().stream()
        .filter(node -> node.getOpType().equals("Constant") && node.getOutputList().contains(name))
        .flatMap(node -> node.getAttributeList().stream())
        .filter(AttributeProto::hasT)
        .map(AttributeProto::getT)
        .findFirst();
  }

  /** Returns whole numbers; none if they are not stored. */
  static List<Long> integers(GraphProto.Builder graph, String name) {
    Optional<TensorProto> tensor =
        of(graph, name)
            .filter(
                each ->
                    each.getDataType() == DataType.INT64_VALUE
                        || each.getDataType() == DataType.INT32_VALUE);
    if (tensor.isEmpty()) {
      return List.of();
    }
    boolean wide = tensor.get().getDataType() == DataType.INT64_VALUE;
    List<Long> numbers = new ArrayList<>(tensor.get().getInt64DataList());
    tensor.get().getInt32DataList().forEach(each -> numbers.add(each.longValue()));
    ByteBuffer raw = raw(tensor.get());
    while (raw.remaining() >= (wide ? Long.BYTES : Integer.BYTES)) {
      numbers.add(wide ? raw.getLong() : raw.getInt());
    }
    return numbers;
  }

  /** Returns the numbers of a tensor of float or float16; empty if they are not all there. */
  static Optional<float[]> floats(TensorProto tensor) {
    boolean half = tensor.getDataType() == DataType.FLOAT16_VALUE;
    if (!half && tensor.getDataType() != DataType.FLOAT_VALUE) {
      return Optional.empty();
    }
    ByteBuffer raw = raw(tensor);
    int stored = half ? tensor.getInt32DataCount() : tensor.getFloatDataCount();
    int count = tensor.hasRawData() ? raw.remaining() / (half ? HALF_BYTES : Float.BYTES) : stored;
    if (count != tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b)) {
      return Optional.empty();
    }
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      if (half) {
        numbers[i] = half(tensor.hasRawData() ? raw.getShort() : (short) tensor.getInt32Data(i));
      } else {
        numbers[i] = tensor.hasRawData() ? raw.getFloat() : tensor.getFloatData(i);
      }
    }
    return Optional.of(numbers);
  }

  /** Stores floats. */
  static TensorProto store(String name, List<Long> dims, float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.FLOAT_VALUE)
        .addAllDims(dims)
        .setRawData(ByteString.copyFrom(bytes.flip()))
        .build();
  }

  private static ByteBuffer raw(TensorProto tensor) {
    return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the value of a number of half precision, by IEEE 754. */
  private static float half(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
        };
    return bits < 0 ? -size : size;
  }
}
