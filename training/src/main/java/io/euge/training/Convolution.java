package io.euge.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import io.euge.model.darknet.Layer;
import java.nio.FloatBuffer;
import java.util.Map;

/** A convolution of the network with what it has learnt. */
final class Convolution {
  private static final float MOMENTUM = 0.97f;

  /** The one with which the importer folds. */
  private static final float EPSILON = 1e-6f;

  private final Layer.Convolutional layer;
  private final NDArray kernel;
  private final NDArray bias;
  private final NDArray scale;
  private final NDArray mean;
  private final NDArray variance;

  /**
   * Takes its floats from the front, in the order of {@link #write}.
   *
   * @param channels of its input
   */
  Convolution(NDManager manager, Layer.Convolutional layer, int channels, FloatBuffer floats) {
    this.layer = layer;
    int filters = layer.filters();
    int size = layer.size();
    boolean normal = layer.batchNormalize();
    Shape each = new Shape(filters);
    bias = taken(manager, floats, each);
    scale = normal ? taken(manager, floats, each) : null;
    mean = normal ? taken(manager, floats, each) : null;
    variance = normal ? taken(manager, floats, each) : null;
    kernel = taken(manager, floats, new Shape(filters, channels / layer.groups(), size, size));
  }

  private static NDArray taken(NDManager manager, FloatBuffer floats, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    floats.get(values);
    return Owned.of(manager, values, shape);
  }

  void learnt(String name, Map<String, NDArray> parameters) {
    parameters.put(name + ".kernel", kernel);
    parameters.put(name + ".bias", bias);
    if (layer.batchNormalize()) {
      parameters.put(name + ".scale", scale);
    }
  }

  NDArray forward(NDArray input, boolean training) {
    Shape stride = new Shape(layer.stride(), layer.stride());
    Shape padding = new Shape(layer.padding(), layer.padding());
    Shape dilation = new Shape(1, 1);
    NDArray plain = layer.batchNormalize() ? null : bias;
    NDList result = Conv2d.conv2d(input, kernel, plain, stride, padding, dilation, layer.groups());
    if (layer.batchNormalize()) {
      result =
          BatchNorm.batchNorm(
              result.singletonOrThrow(),
              mean,
              variance,
              scale,
              bias,
              1,
              MOMENTUM,
              EPSILON,
              training);
    }
    return activated(result.singletonOrThrow());
  }

  private NDArray activated(NDArray value) {
    return switch (layer.activation()) {
      case LINEAR -> value;
      case LEAKY -> value.getNDArrayInternal().leakyRelu(0.1f);
      default ->
          throw new IllegalArgumentException(layer.activation() + " is not known to the training");
    };
  }

  /** Adds all floats in the order of Darknet's files: bias, scale, mean, variance, kernel. */
  void write(FloatBuffer floats) {
    floats.put(bias.toFloatArray());
    if (layer.batchNormalize()) {
      floats.put(scale.toFloatArray());
      floats.put(mean.toFloatArray());
      floats.put(variance.toFloatArray());
    }
    floats.put(kernel.toFloatArray());
  }
}
