package io.euge.tracking;

import static io.euge.tracking.ConstantVelocityFilter.predict;
import static io.euge.tracking.ConstantVelocityFilter.start;
import static io.euge.tracking.ConstantVelocityFilter.stop;
import static io.euge.tracking.ConstantVelocityFilter.update;
import static io.euge.tracking.ConstantVelocityFilter.value;
import static io.euge.tracking.ConstantVelocityFilter.velocity;

/**
 * The motion model of SORT and OC-SORT: center and area with constant velocity, and an aspect ratio
 * that does not change, with the noise of SORT's authors, in pixels and frames.
 */
final class AreaMotion {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int AREA = 2;
  private static final int ASPECT = 3;

  private AreaMotion() {}

  static void begin(Track track) {
    double[] box = track.box;
    double[] state = track.state;
    start(state, X, box[0] + box[2] / 2, 10, 10_000);
    start(state, Y, box[1] + box[3] / 2, 10, 10_000);
    start(state, AREA, box[2] * box[3], 10, 10_000);
    start(state, ASPECT, box[2] / box[3], 10, 0);
  }

  static void advance(Track track, double step) {
    advance(track.state, step);
    estimate(track);
  }

  static void advance(double[] state, double step) {
    if (value(state, AREA) + step * velocity(state, AREA) <= 0) {
      stop(state, AREA);
    }
    predict(state, X, step, 1, 0.01);
    predict(state, Y, step, 1, 0.01);
    predict(state, AREA, step, 1, 0.0001);
    predict(state, ASPECT, step, 1, 0);
  }

  static void correct(Track track, double x, double y, double width, double height) {
    correct(track.state, x, y, width, height);
    estimate(track);
  }

  static void correct(double[] state, double x, double y, double width, double height) {
    update(state, X, x + width / 2, 1);
    update(state, Y, y + height / 2, 1);
    update(state, AREA, width * height, 10);
    update(state, ASPECT, width / height, 10);
  }

  /** Returns whether the estimate is a box: its aspect ratio may have left what is possible. */
  static boolean possible(Track track) {
    return track.box[2] > 0 && track.box[3] > 0;
  }

  private static void estimate(Track track) {
    double[] state = track.state;
    double width = Math.sqrt(value(state, AREA) * value(state, ASPECT));
    double height = value(state, AREA) / width;
    track.box[0] = value(state, X) - width / 2;
    track.box[1] = value(state, Y) - height / 2;
    track.box[2] = width;
    track.box[3] = height;
  }
}
