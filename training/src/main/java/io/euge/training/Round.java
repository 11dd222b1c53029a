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

  /** Learns generously, then twice half as long, half as fast and strictly, from other scenes. */
  static List<Round> all(long seed, int scenes, int steps, float rate) {
    int half = scenes / 2;
    return List.of(
        new Round(seed, scenes, steps, rate, Assignment.GENEROUS),
        new Round(seed + scenes, half, steps / 2, rate / 2, Assignment.STRICT),
        new Round(seed + scenes + half, half, steps / 2, rate / 2, Assignment.STRICT));
  }
}
