package io.euge.training;

import io.euge.training.Targets.Assignment;
import java.util.List;

/**
 * A part of the training, with scenes of its own.
 *
 * @param seed of its first scene, and of all that is random in it
 * @param rate the highest learning rate
 */
record Round(long seed, int scenes, int steps, float rate, Assignment assignment) {

  /** Learns generously, then half as long, half as fast and strictly, from other scenes. */
  static List<Round> both(long seed, int scenes, int steps, float rate) {
    return List.of(
        new Round(seed, scenes, steps, rate, Assignment.GENEROUS),
        new Round(seed + scenes, scenes / 2, steps / 2, rate / 2, Assignment.STRICT));
  }
}
