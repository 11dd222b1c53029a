package io.euge.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.euge.model.darknet.Layer;
import io.euge.model.darknet.Network;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The network of a cfg, with weights that learn. Its arrays belong to the manager. */
final class Learner {
  private static final int NEAREST = 0;

  private final Network network;
  private final Map<Integer, Convolution> convolutions = new LinkedHashMap<>();

  /**
   * A network to learn with.
   *
   * @param weights to begin with, in the order of {@link #weights()}
   */
  Learner(NDManager manager, Network network, float[] weights) {
    this.network = network;
    FloatBuffer floats = FloatBuffer.wrap(weights);
    for (Network.Step step : network.steps()) {
      if (step.layer() instanceof Layer.Convolutional layer) {
        int channels = step.in().get(0).channels();
        convolutions.put(step.index(), new Convolution(manager, layer, channels, floats));
      }
    }
    parameters().values().forEach(parameter -> parameter.setRequiresGradient(true));
  }

  /** What the gradient changes, by name. */
  Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    convolutions.forEach((index, convolution) -> convolution.learnt("conv_" + index, parameters));
    return parameters;
  }

  /**
   * Runs the network.
   *
   * @param images floats {@code [N, 3, height, width]}, 0 to 1
   * @return what each head's convolution gives, in the order of {@link Network#outputs()}
   */
  List<NDArray> forward(NDArray images, boolean training) {
    List<NDArray> outputs = new ArrayList<>();
    List<NDArray> heads = new ArrayList<>();
    for (Network.Step step : network.steps()) {
      List<NDArray> in = new ArrayList<>();
      step.sources().forEach(source -> in.add(source < 0 ? images : outputs.get(source)));
      if (step.layer() instanceof Layer.Yolo) {
        heads.add(in.get(0));
        outputs.add(null);
      } else {
        outputs.add(output(step, in, training));
      }
    }
    return heads;
  }

  private NDArray output(Network.Step step, List<NDArray> in, boolean training) {
    NDArray first = in.get(0);
    if (step.layer() instanceof Layer.Convolutional) {
      return convolutions.get(step.index()).forward(first, training);
    } else if (step.layer() instanceof Layer.Shortcut) {
      return in.stream().reduce(NDArray::add).orElseThrow();
    } else if (step.layer() instanceof Layer.Upsample) {
      long[] size = {step.out().height(), step.out().width()};
      return first.getNDArrayInternal().interpolation(size, NEAREST, false);
    } else if (step.layer() instanceof Layer.Route) {
      return in.size() == 1 ? first : NDArrays.concat(new NDList(in), 1);
    }
    throw new IllegalArgumentException(step.layer() + " is not known to the training");
  }

  /** All floats in the order of a Darknet weights file. */
  float[] weights() {
    float[] all = new float[Math.toIntExact(network.weights())];
    FloatBuffer floats = FloatBuffer.wrap(all);
    convolutions.values().forEach(convolution -> convolution.write(floats));
    return all;
  }
}
