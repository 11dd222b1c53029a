package io.euge.simulation;

/** A run in progress on a GPU. */
final class Run {
  /** The phases of a run, in order. */
  enum Phase {
    COPY_IN,
    LAUNCH,
    KERNELS,
    COPY_OUT,
    DONE
  }

  /** Remaining work below this value is rounding error. */
  private static final double ROUNDING = 1e-12;

  final long id;
  final GpuClient client;
  final RunCost cost;
  Phase phase;

  /** Remaining work of the phase: bytes, seconds or multiprocessor-seconds. */
  double left;

  /** Work per second; updated at each event. */
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

  /** Returns whether the current phase uses the GPU and not only the host. */
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

  /** Skips phases without work. */
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
