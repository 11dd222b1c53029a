package io.euge.tracking;

import static io.euge.tracking.ConstantVelocityFilter.predict;
import static io.euge.tracking.ConstantVelocityFilter.start;
import static io.euge.tracking.ConstantVelocityFilter.stop;
import static io.euge.tracking.ConstantVelocityFilter.update;
import static io.euge.tracking.ConstantVelocityFilter.value;

/**
 * The motion model of ByteTrack, which is DeepSORT's: center, aspect ratio and height with constant
 * velocity, and noise in proportion to the height.
 */
final class HeightMotion {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int ASPECT = 2;
  private static final int HEIGHT = 3;

  private static final double POSITION = 1.0 / 20;
  private static final double VELOCITY = 1.0 / 160;
  private static final double ASPECT_VARIANCE = 1e-4;
  private static final double ASPECT_VELOCITY_VARIANCE = 1e-10;
  private static final double ASPECT_MEASUREMENT = 1e-2;

  private HeightMotion() {}

  static void begin(Track track) {
    double[] box = track.box;
    double[] state = track.state;
    double position = square(2 * POSITION * box[3]);
    double velocity = square(10 * VELOCITY * box[3]);
    start(state, X, box[0] + box[2] / 2, position, velocity);
    start(state, Y, box[1] + box[3] / 2, position, velocity);
    start(state, ASPECT, box[2] / box[3], ASPECT_VARIANCE, ASPECT_VELOCITY_VARIANCE);
    start(state, HEIGHT, box[3], position, velocity);
  }

  static void advance(Track track, double step) {
    double[] state = track.state;
    if (track.lost) {
      stop(state, HEIGHT);
    }
    double position = square(POSITION * value(state, HEIGHT));
    double velocity = square(VELOCITY * value(state, HEIGHT));
    predict(state, X, step, position, velocity);
    predict(state, Y, step, position, velocity);
    predict(state, ASPECT, step, ASPECT_VARIANCE, ASPECT_VELOCITY_VARIANCE);
    predict(state, HEIGHT, step, position, velocity);
    estimate(track);
  }

  static void correct(Track track, double x, double y, double width, double height) {
    double[] state = track.state;
    double position = square(POSITION * value(state, HEIGHT));
    update(state, X, x + width / 2, position);
    update(state, Y, y + height / 2, position);
    update(state, ASPECT, width / height, ASPECT_MEASUREMENT);
    update(state, HEIGHT, height, position);
    estimate(track);
  }

  private static void estimate(Track track) {
    double[] state = track.state;
    double height = value(state, HEIGHT);
    double width = value(state, ASPECT) * height;
    track.box[0] = value(state, X) - width / 2;
    track.box[1] = value(state, Y) - height / 2;
    track.box[2] = width;
    track.box[3] = height;
  }

  private static double square(double deviation) {
    return deviation * deviation;
  }
}
