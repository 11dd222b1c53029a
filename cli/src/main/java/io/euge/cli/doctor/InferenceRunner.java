package io.euge.cli.doctor;

import java.io.IOException;
import java.util.Optional;

/** A way to run a model in processes of its own and see what comes of it. */
@FunctionalInterface
interface InferenceRunner {
  /**
   * How the model is run.
   *
   * @param processes that run it at the same time
   * @param shared whether the tasks of a process share one copy
   * @param mps whether the processes are clients of an MPS daemon
   */
  record Way(int processes, boolean shared, boolean mps) {
    static final Way ALONE = new Way(1, true, false);
    static final Way PRIVATE = new Way(1, false, false);
    static final Way TURNS = new Way(2, true, false);
    static final Way MPS = new Way(2, true, true);
  }

  /**
   * What came of it.
   *
   * @param framesPerSecond of all processes together
   * @param difference of an output from the processor's at most, as a part of the largest output
   * @param attached whether MPS's daemon had all processes as its clients
   * @param left what the trial began and could not end, and why; empty if there is no such thing
   */
  record Outcome(
      double framesPerSecond, double difference, boolean attached, Optional<String> left) {
    Outcome(double framesPerSecond, double difference, boolean attached) {
      this(framesPerSecond, difference, attached, Optional.empty());
    }

    Outcome leaving(Optional<String> what) {
      return new Outcome(framesPerSecond, difference, attached, what);
    }
  }

  Outcome run(Way way) throws IOException, InterruptedException;
}
