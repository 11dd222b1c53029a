package io.euge.training;

import ai.djl.training.tracker.Tracker;
import io.euge.training.Targets.Assignment;

/**
 * How a network is taught. The pictures change from stage to stage, so that few need to be held at
 * once; the learning rate warms up and then falls along one cosine over all of them.
 *
 * @param seed of the first scene, and of all that is random in the course
 * @param stages parts of it, each with scenes of its own
 * @param scenes of a stage
 * @param steps of a stage
 * @param batch pictures of a step
 * @param rate the highest learning rate
 */
record Course(long seed, int stages, int scenes, int steps, int batch, float rate) {
  private static final int WARM_UP = 500;

  /** Steps of all stages. */
  int allSteps() {
    return stages * steps;
  }

  /** The seed of a stage's first scene; each further scene has the next one. */
  long firstScene(int stage) {
    return seed + (long) stage * scenes;
  }

  /** Generous for two thirds of the course, then strict. */
  Assignment assignment(int stage) {
    return 3 * stage < 2 * stages ? Assignment.GENEROUS : Assignment.STRICT;
  }

  /** The learning rate of each step. */
  Tracker rates() {
    int warmUp = Math.min(WARM_UP, allSteps() / 4);
    return Tracker.warmUp()
        .setMainTracker(
            Tracker.cosine()
                .setBaseValue(rate)
                .optFinalValue(rate / 100)
                .setMaxUpdates(allSteps() - warmUp)
                .build())
        .optWarmUpSteps(warmUp)
        .optWarmUpBeginValue(rate / 100)
        .build();
  }
}
