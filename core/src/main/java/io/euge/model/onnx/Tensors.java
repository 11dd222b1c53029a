package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import java.util.List;

/** Converts ONNX's descriptions of tensors. */
final class Tensors {
  private Tensors() {}

  static List<TensorSpec> of(List<ValueInfoProto> values) {
    return values.stream().map(Tensors::of).toList();
  }

  static TensorSpec of(ValueInfoProto value) {
    TypeProto.Tensor type = value.getType().getTensorType();
    TensorProto.DataType element = TensorProto.DataType.forNumber(type.getElemType());
    return new TensorSpec(
        value.getName(),
        element == null ? ElementType.UNKNOWN : ElementType.of(element.name()),
        type.getShape().getDimList().stream().map(Tensors::dimension).toList());
  }

  private static Dimension dimension(TensorShapeProto.Dimension dimension) {
    return dimension.hasDimValue()
        ? Dimension.fixed(dimension.getDimValue())
        : Dimension.dynamic(dimension.getDimParam());
  }
}
