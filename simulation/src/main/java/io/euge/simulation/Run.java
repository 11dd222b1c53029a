package io.euge.simulation;

/** A run in progress on a GPU. */
final class Run {
  /** What a run does, in this order. */
  enum Phase {
    COPY_IN,
    LAUNCH,
    KERNELS,
    COPY_OUT,
    DONE
  }

  /** Seconds of a phase that are the rest of rounding, not work. */
  private static final double ROUNDING = 1e-12;

  final long id;
  final GpuClient client;
  final RunCost cost;
  Phase phase;

  /** What the phase has yet to do: bytes, seconds or multiprocessor seconds. */
  double left;

  /** Of that, in a second; set anew at each event. */
  double rate;

  Run(long id, GpuClient client, RunCost cost, Phase phase, double left) {
    this.id = id;
    this.client = client;
    this.cost = cost;
    this.phase = phase;
    this.left = left;
  }

  static Run of(long id, GpuClient client, RunCost cost) {
    Run run = new Run(id, client, cost, Phase.COPY_IN, cost.copiedIn());
    run.skip();
    return run;
  }

  Run copy() {
    return new Run(id, client, cost, phase, left);
  }

  /** Returns whether it needs the GPU, and not the host alone. */
  boolean onGpu() {
    return phase != Phase.LAUNCH && phase != Phase.DONE;
  }

  boolean done() {
    return phase == Phase.DONE;
  }

  double secondsLeft() {
    return rate > 0 ? left / rate : Double.POSITIVE_INFINITY;
  }

  void advance(double seconds) {
    if (rate > 0) {
      left -= rate * seconds;
      if (left <= rate * ROUNDING) {
        left = 0;
        skip();
      }
    }
  }

  /** Enters the next phase that has work. */
  private void skip() {
    while (left <= 0 && phase != Phase.DONE) {
      switch (phase) {
        case COPY_IN -> enter(Phase.LAUNCH, cost.launchSeconds());
        case LAUNCH -> enter(Phase.KERNELS, cost.work());
        case KERNELS -> enter(Phase.COPY_OUT, cost.copiedOut());
        case COPY_OUT, DONE -> enter(Phase.DONE, 0);
      }
    }
  }

  private void enter(Phase next, double work) {
    phase = next;
    left = work;
  }
}
