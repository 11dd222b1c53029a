package io.euge.cli.doctor;

import java.io.IOException;
import java.util.Optional;

/** Runs a model in child processes and returns measurements. */
@FunctionalInterface
interface InferenceRunner {
  /**
   * A configuration of processes.
   *
   * @param processes number of concurrent processes
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
   * The measurements.
   *
   * @param framesPerSecond of all processes together
   * @param difference maximum difference from the CPU's outputs, relative to the largest output
   * @param attached whether all processes were clients of the MPS daemon
   * @param left what was started and could not be stopped, with the reason; empty if nothing
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
