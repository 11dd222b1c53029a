package io.euge.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.training.tracker.WarmUpTracker;
import io.euge.model.YoloHead;
import io.euge.model.darknet.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ObjIntConsumer;

/**
 * Learns the network's weights with Adam, its rate warmed up and then lowered along a cosine. The
 * result is the running average of the weights, not the last ones.
 */
final class Training {
  private static final int WARM_UP = 300;
  private static final float CLIP = 10;

  private final Network network;
  private final Round round;
  private final int batchSize;

  Training(Network network, Round round, int batchSize) {
    this.network = network;
    this.round = round;
    this.batchSize = batchSize;
  }

  /**
   * Learns.
   *
   * @param start weights to go on from; empty to begin anew
   * @param examples at least as many as a batch has
   * @param progress told the mean loss since it was last told, every 50 steps
   * @param checkpoint given the weights now and then
   * @return the weights in the order of Darknet's files
   */
  float[] run(
      Optional<float[]> start,
      List<Example> examples,
      ObjIntConsumer<Float> progress,
      ObjIntConsumer<float[]> checkpoint) {
    Random random = new Random(round.seed());
    Engine engine = Engine.getEngine("PyTorch");
    engine.setRandomSeed(Math.toIntExact(round.seed() % Integer.MAX_VALUE));
    Optimizer optimizer = Optimizer.adam().optLearningRateTracker(rates()).build();
    Batch batch = new Batch(network, batchSize);
    List<Example> order = new ArrayList<>(examples);
    try (NDManager manager = engine.newBaseManager()) {
      float[] begin = start.orElseGet(() -> InitialWeights.of(network, random));
      Learner learner = new Learner(manager, network, begin);
      float[] average = learner.weights();
      float loss = 0;
      int next = order.size();
      for (int step = 1; step <= round.steps(); step++) {
        if (next + batchSize > order.size()) {
          Collections.shuffle(order, random);
          next = 0;
        }
        batch.fill(order.subList(next, next + batchSize), random);
        next += batchSize;
        loss += step(engine, manager, learner, optimizer, batch);
        add(average, learner.weights(), step);
        if (step % 50 == 0) {
          progress.accept(loss / 50, step);
          loss = 0;
        }
        if (step % 500 == 0) {
          checkpoint.accept(average, step);
        }
      }
      return average;
    }
  }

  private WarmUpTracker rates() {
    return Tracker.warmUp()
        .setMainTracker(
            Tracker.cosine()
                .setBaseValue(round.rate())
                .optFinalValue(round.rate() / 100)
                .setMaxUpdates(round.steps())
                .build())
        .optWarmUpSteps(Math.min(WARM_UP, round.steps() / 4))
        .optWarmUpBeginValue(round.rate() / 100)
        .build();
  }

  private float step(
      Engine engine, NDManager manager, Learner learner, Optimizer optimizer, Batch batch) {
    try (NDManager step = manager.newSubManager()) {
      float loss;
      try (GradientCollector gradients = engine.newGradientCollector()) {
        List<NDArray> outputs = learner.forward(batch.images(step), true);
        List<Targets> targets = batch.targets(round.assignment());
        List<YoloHead> heads = network.heads();
        int count = targets.stream().mapToInt(Targets::size).sum();
        NDArray sum = Loss.of(outputs.get(0), heads.get(0), targets.get(0));
        for (int i = 1; i < heads.size(); i++) {
          sum = sum.add(Loss.of(outputs.get(i), heads.get(i), targets.get(i)));
        }
        float[] each = {1f / Math.max(1, count)};
        sum = sum.mul(Owned.of(step, each, new Shape(1)));
        gradients.backward(sum);
        loss = sum.toFloatArray()[0];
        if (!Float.isFinite(loss)) {
          throw new IllegalStateException("The loss is " + loss + ": try a lower --rate");
        }
      }
      learner.parameters().forEach((name, array) -> update(optimizer, name, array));
      return loss;
    }
  }

  private static void update(Optimizer optimizer, String name, NDArray parameter) {
    try (NDArray gradient = parameter.getGradient()) {
      float length = length(gradient);
      if (!Float.isFinite(length)) {
        throw new IllegalStateException(
            "The gradient of " + name + " is not finite: try a lower --rate");
      }
      // A step's gradient of one array is never longer than the limit.
      optimizer.update(name, parameter, length > CLIP ? gradient.muli(CLIP / length) : gradient);
      // PyTorch adds the next one to it, and DJL empties only those of its own trainer.
      gradient.muli(0);
    }
  }

  private static float length(NDArray gradient) {
    try (NDArray norm = gradient.norm()) {
      return norm.toFloatArray()[0];
    }
  }

  /** The average follows quickly at first, and slowly once there is much to keep. */
  private static void add(float[] average, float[] now, int step) {
    float keep = (float) Math.min(0.999, (1.0 + step) / (20.0 + step));
    for (int i = 0; i < average.length; i++) {
      average[i] = keep * average[i] + (1 - keep) * now[i];
    }
  }
}
