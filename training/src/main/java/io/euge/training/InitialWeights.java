package io.euge.training;

import io.euge.model.darknet.Layer;
import io.euge.model.darknet.Network;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Where learning begins. */
final class InitialWeights {
  /** The logit of one in a hundred. */
  private static final float HARDLY = -4.6f;

  private InitialWeights() {}

  /**
   * He's initialisation (He et al., 2015, for leaky slopes of 0.1), and heads that find almost
   * nothing: they learn what is there, not that most is empty.
   *
   * @return in the order of Darknet's files
   */
  static float[] of(Network network, RandomGenerator random) {
    float[] all = new float[Math.toIntExact(network.weights())];
    FloatBuffer floats = FloatBuffer.wrap(all);
    for (Network.Step step : network.steps()) {
      if (step.layer() instanceof Layer.Convolutional layer) {
        floats.put(bias(network, step.index(), layer));
        if (layer.batchNormalize()) {
          floats.put(filled(layer.filters(), 1));
          floats.put(filled(layer.filters(), 0));
          floats.put(filled(layer.filters(), 1));
        }
        int channels = step.in().get(0).channels();
        int fanIn = channels / layer.groups() * layer.size() * layer.size();
        float deviation = (float) Math.sqrt(2 / (1.01 * fanIn));
        for (int i = 0; i < layer.filters() * fanIn; i++) {
          floats.put((float) random.nextGaussian() * deviation);
        }
      }
    }
    return all;
  }

  private static float[] bias(Network network, int index, Layer.Convolutional layer) {
    float[] bias = filled(layer.filters(), 0);
    boolean head = index + 1 < network.steps().size();
    if (head && network.steps().get(index + 1).layer() instanceof Layer.Yolo yolo) {
      int channels = 5 + yolo.classes();
      for (int anchor = 0; anchor < yolo.anchors().size(); anchor++) {
        bias[anchor * channels + 4] = HARDLY;
      }
    }
    return bias;
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
