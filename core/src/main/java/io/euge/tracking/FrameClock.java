package io.euge.tracking;

/** Turns the times of frames into steps, in units of the nominal frame duration. */
final class FrameClock {
  private static final double ROUNDING = 1e-3;

  private final double frameDuration;
  private double last = Double.NaN;
  private double now;

  FrameClock(double frameDuration) {
    this.frameDuration = frameDuration;
  }

  /**
   * Advances to a frame and returns the step from the one before; 1 for the first frame, and where
   * the time does not grow. A step within rounding of whole frames is whole.
   */
  double step(double seconds) {
    double step = (seconds - last) / frameDuration;
    if (!(step > 0) || step == Double.POSITIVE_INFINITY) {
      step = 1;
    } else if (Math.abs(step - Math.rint(step)) < ROUNDING && step > 0.5) {
      step = Math.rint(step);
    }
    last = seconds;
    now += step;
    return step;
  }

  /** Takes back a step: the time of a frame that is left out does not count. */
  void forget(double step) {
    now -= step;
  }

  /** Returns the time of the current frame in nominal frame durations. */
  double now() {
    return now;
  }
}
