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
import java.util.random.RandomGenerator;

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

  /** With He's initialisation (He et al., 2015, for leaky slopes of 0.1). */
  Convolution(NDManager manager, Layer.Convolutional layer, int channels, RandomGenerator random) {
    this.layer = layer;
    int fanIn = channels / layer.groups() * layer.size() * layer.size();
    float deviation = (float) Math.sqrt(2 / (1.01 * fanIn));
    float[] start = new float[layer.filters() * fanIn];
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) random.nextGaussian() * deviation;
    }
    int filters = layer.filters();
    int size = layer.size();
    kernel = manager.create(start, new Shape(filters, channels / layer.groups(), size, size));
    bias = manager.zeros(new Shape(filters));
    scale = manager.ones(new Shape(filters));
    mean = manager.zeros(new Shape(filters));
    variance = manager.ones(new Shape(filters));
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

  /** Sets the bias of a head's convolution: filter by filter. */
  void bias(float[] values) {
    copy(values, bias);
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

  /** Takes its floats from the front of what {@link #write} wrote. */
  void read(FloatBuffer floats) {
    take(floats, bias);
    if (layer.batchNormalize()) {
      take(floats, scale);
      take(floats, mean);
      take(floats, variance);
    }
    take(floats, kernel);
  }

  private static void take(FloatBuffer floats, NDArray target) {
    float[] values = new float[Math.toIntExact(target.size())];
    floats.get(values);
    copy(values, target);
  }

  /** Into memory of PyTorch's own: an array that is set lies in Java's. */
  private static void copy(float[] values, NDArray target) {
    try (NDArray given = target.getManager().create(values, target.getShape())) {
      given.copyTo(target);
    }
  }
}
