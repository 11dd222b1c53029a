package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.euge.Printable;
import io.euge.model.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * How many numbers a tensor says it has, held against the file it came in: an engine makes room for
 * what is declared before it looks for it.
 */
final class DeclaredSize {
  /** The smallest numbers ONNX stores have two bits; this leaves room for smaller ones. */
  private static final long MAX_PER_BYTE = 8;

  /** More than any disk beside the model holds, and the sum of many such still fits a long. */
  private static final long MAX_EXTERNAL = 1L << 40;

  private DeclaredSize() {}

  /**
   * @param bytes the file's length
   * @throws ModelException if the tensor declares more numbers than its file can hold
   */
  static void check(Path model, long bytes, TensorProto tensor) {
    OptionalLong numbers = product(tensor.getDimsList());
    long most = tensor.getExternalDataCount() > 0 ? MAX_EXTERNAL : MAX_PER_BYTE * bytes;
    if (numbers.isEmpty() || numbers.getAsLong() > most) {
      throw new ModelException(
          "%s declares the weights %s as %s, more than its %d bytes can hold; get the model again"
              .formatted(
                  model,
                  Printable.of(tensor.getName()),
                  Printable.of(tensor.getDimsList().toString()),
                  bytes));
    }
  }

  /** The numbers of a tensor that was checked. */
  static long numbers(TensorProto tensor) {
    return product(tensor.getDimsList()).orElseThrow();
  }

  /** The product of dimensions; empty if one is negative or it is larger than a long. */
  static OptionalLong product(List<Long> dims) {
    long product = 1;
    boolean overflows = false;
    for (long dim : dims) {
      if (dim < 0) {
        return OptionalLong.empty();
      }
      overflows |= dim > 0 && product > Long.MAX_VALUE / dim;
      product *= dim;
    }
    return overflows ? OptionalLong.empty() : OptionalLong.of(product);
  }
}
