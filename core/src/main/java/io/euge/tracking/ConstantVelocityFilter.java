package io.euge.tracking;

/**
 * A Kalman filter of four independent numbers that change with constant velocity. Transition, noise
 * and measurement couple no two of the four, so the covariance of eight values is four blocks of
 * two by two, kept without the zeros between them: the same numbers as with full matrices.
 *
 * <p>State of each number in a track's array: value, velocity, variance, covariance, variance of
 * the velocity. Time is in nominal frame durations. The noise of a step {@code n} is that of {@code
 * n} steps of one frame, {@code sum F^i Q F^iT}, as polynomials in {@code n}, so that frames left
 * out by sampling change nothing and a step may be a fraction.
 */
final class ConstantVelocityFilter {
  static final int NUMBERS = 4;
  static final int STATE = 5 * NUMBERS;

  private ConstantVelocityFilter() {}

  static void start(double[] state, int number, double value, double variance, double velocity) {
    int at = 5 * number;
    state[at] = value;
    state[at + 1] = 0;
    state[at + 2] = variance;
    state[at + 3] = 0;
    state[at + 4] = velocity;
  }

  static double value(double[] state, int number) {
    return state[5 * number];
  }

  static double velocity(double[] state, int number) {
    return state[5 * number + 1];
  }

  static void stop(double[] state, int number) {
    state[5 * number + 1] = 0;
  }

  /**
   * Predicts a number.
   *
   * @param noise the variance that the value gains in one frame
   * @param velocityNoise the variance that its velocity gains in one frame
   */
  static void predict(double[] state, int number, double step, double noise, double velocityNoise) {
    int at = 5 * number;
    state[at] += step * state[at + 1];
    state[at + 2] +=
        step * (2 * state[at + 3] + step * state[at + 4])
            + step * noise
            + velocityNoise * (step - 1) * step * (2 * step - 1) / 6;
    state[at + 3] += step * state[at + 4] + velocityNoise * step * (step - 1) / 2;
    state[at + 4] += step * velocityNoise;
  }

  /** Corrects a number by a measurement with the given variance. */
  static void update(double[] state, int number, double measured, double noise) {
    int at = 5 * number;
    double total = state[at + 2] + noise;
    double gain = state[at + 2] / total;
    double velocityGain = state[at + 3] / total;
    double surprise = measured - state[at];
    state[at] += gain * surprise;
    state[at + 1] += velocityGain * surprise;
    state[at + 4] -= velocityGain * state[at + 3];
    state[at + 3] *= 1 - gain;
    state[at + 2] *= 1 - gain;
  }
}
