package io.euge.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Arrays in PyTorch's own memory. What DJL creates of Java's arrays lies in a direct buffer that
 * Java may take back while PyTorch still needs it for the backward pass.
 */
final class Owned {
  private Owned() {}

  static NDArray of(NDManager manager, float[] values, Shape shape) {
    return owned(manager.create(values, shape));
  }

  static NDArray of(NDManager manager, long[] values, Shape shape) {
    return owned(manager.create(values, shape));
  }

  private static NDArray owned(NDArray given) {
    try (given) {
      return given.duplicate();
    }
  }
}
