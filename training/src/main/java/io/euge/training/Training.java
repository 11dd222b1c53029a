package io.euge.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import io.euge.model.darknet.Network;
import io.euge.model.darknet.YoloOutput;
import io.euge.training.Targets.Assignment;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Learns the network's weights with Adam. The result is the running average of the weights, not the
 * last ones.
 */
final class Training {
  private static final float CLIP = 10;

  private final Network network;
  private final Course course;

  Training(Network network, Course course) {
    this.network = network;
    this.course = course;
  }

  /** Whoever wants to know how far it is. */
  interface Progress {
    /** Called every 50 steps with their mean loss. */
    void step(int step, float loss);

    /** Called after each stage with the weights so far. */
    void stage(int step, float[] weights);
  }

  /**
   * Learns.
   *
   * @param examples the pictures of each stage, at least as many as a batch has
   * @return the weights in the order of Darknet's files
   */
  float[] run(IntFunction<List<Example>> examples, Progress progress) {
    Random random = new Random(course.seed());
    Engine engine = Engine.getEngine("PyTorch");
    engine.setRandomSeed(Math.toIntExact(course.seed() % Integer.MAX_VALUE));
    Optimizer optimizer = Optimizer.adam().optLearningRateTracker(course.rates()).build();
    Batch batch = new Batch(network, course.batch());
    try (NDManager manager = engine.newBaseManager()) {
      Learner learner = new Learner(manager, network, InitialWeights.of(network, random));
      float[] average = learner.weights();
      float loss = 0;
      int step = 0;
      for (int stage = 0; stage < course.stages(); stage++) {
        Deck deck = new Deck(examples.apply(stage), random);
        while (step < (stage + 1) * course.steps()) {
          step++;
          batch.fill(deck.draw(course.batch()), random);
          loss += step(engine, manager, learner, optimizer, batch, course.assignment(stage));
          add(average, learner.weights(), step);
          if (step % 50 == 0) {
            progress.step(step, loss / 50);
            loss = 0;
          }
        }
        progress.stage(step, average);
      }
      return average;
    }
  }

  private float step(
      Engine engine,
      NDManager manager,
      Learner learner,
      Optimizer optimizer,
      Batch batch,
      Assignment assignment) {
    try (NDManager step = manager.newSubManager()) {
      float loss;
      try (GradientCollector gradients = engine.newGradientCollector()) {
        List<NDArray> outputs = learner.forward(batch.images(step), true);
        List<Targets> targets = batch.targets(assignment);
        List<YoloOutput> heads = network.outputs();
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
