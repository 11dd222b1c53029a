package io.euge.model.darknet;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.euge.model.darknet.Weights.Part;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A convolution's kernel and bias as an ONNX graph stores them, with the batch norm that followed
 * folded in.
 *
 * <p>Batch norm after a convolution is {@code scale * (y - mean) / sqrt(variance + 1e-6) + bias},
 * so each filter is multiplied by {@code scale / sqrt(variance + 1e-6)} and the mean goes into the
 * bias. Computed in double and rounded once.
 *
 * @param kernel floats, little endian, {@code [filters, channels / groups, size, size]}
 * @param bias floats, little endian, one a filter
 */
record FoldedConvolution(ByteString kernel, ByteString bias) {
  /**
   * Inside the root, as OpenCV has Darknet's {@code .000001f}. Darknet's own programs vary: outside
   * the root, or 1e-5 inside it. On the heads of the trained Yolo-Fastest networks that makes 5e-5
   * and 5e-4 of the largest value, so nothing hangs on it.
   */
  private static final double EPSILON = 1e-6;

  /**
   * Reads the section's next weights.
   *
   * @param inputScale what the convolution's input is to be multiplied by, folded in as well
   */
  static FoldedConvolution read(Network.Step step, Weights weights, double inputScale) {
    Layer.Convolutional conv = (Layer.Convolutional) step.layer();
    int filters = conv.filters();
    int fanIn = conv.fanIn(step.in().get(0));
    float[] bias = part(weights, Part.BIAS, filters, fanIn);
    double[] factor = new double[filters];
    Arrays.fill(factor, inputScale);
    double[] shift = new double[filters];
    if (conv.batchNormalize()) {
      float[] scale = part(weights, Part.SCALE, filters, fanIn);
      float[] mean = part(weights, Part.MEAN, filters, fanIn);
      float[] variance = part(weights, Part.VARIANCE, filters, fanIn);
      for (int f = 0; f < filters; f++) {
        double normal = scale[f] / Math.sqrt(variance[f] + EPSILON);
        factor[f] *= normal;
        shift[f] = -mean[f] * normal;
      }
    }
    // The array becomes the message's own bytes, so the weights are on the heap once.
    byte[] kernel = new byte[Math.multiplyExact(Math.multiplyExact(filters, fanIn), Float.BYTES)];
    FloatBuffer values = floats(kernel);
    weights.read(Part.KERNEL, fanIn, values);
    byte[] biases = new byte[filters * Float.BYTES];
    FloatBuffer folded = floats(biases);
    for (int f = 0; f < filters; f++) {
      boolean finite = true;
      for (int i = f * fanIn; i < (f + 1) * fanIn; i++) {
        float value = (float) (values.get(i) * factor[f]);
        values.put(i, value);
        finite &= Float.isFinite(value);
      }
      folded.put(f, (float) (bias[f] + shift[f]));
      if (!finite || !Float.isFinite(folded.get(f))) {
        throw step.section()
            .problem(
                "gets weights that are not finite numbers; give the weights that were trained with"
                    + " this cfg");
      }
    }
    return new FoldedConvolution(
        UnsafeByteOperations.unsafeWrap(kernel), UnsafeByteOperations.unsafeWrap(biases));
  }

  private static float[] part(Weights weights, Part part, int filters, int fanIn) {
    float[] values = new float[filters];
    weights.read(part, fanIn, FloatBuffer.wrap(values));
    return values;
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
