package io.euge.traffic;

import io.euge.traffic.Street.Lane;

/** The state of one vehicle. */
final class Vehicle {
  final int id;
  final Body body;
  final double desiredSpeed;
  Lane lane;
  Lane from;

  /** The completed fraction of a lane change; 1 if none is in progress. */
  double changed = 1;

  /** Distance of the vehicle's center from the camera, in meters. */
  double z;

  /** Speed in meters per second, always positive. */
  double speed;

  boolean braking;

  /**
   * Creates a vehicle.
   *
   * @param desiredSpeed its speed on an empty road, in meters per second
   */
  Vehicle(int id, Body body, Lane lane, double z, double desiredSpeed) {
    this.id = id;
    this.body = body;
    this.lane = lane;
    this.from = lane;
    this.z = z;
    this.desiredSpeed = desiredSpeed;
    this.speed = desiredSpeed;
  }

  double x() {
    double part = changed * changed * (3 - 2 * changed);
    return from.center() + (lane.center() - from.center()) * part;
  }

  /** Returns the angle between its heading and the z axis, in radians. */
  double heading() {
    double lean =
        changed < 1 ? Math.atan((lane.center() - from.center()) * 1.5 / Math.max(8, speed * 3)) : 0;
    return lane.away() ? lean * bump() : Math.PI + -lean * bump();
  }

  private double bump() {
    return 4 * changed * (1 - changed);
  }

  /** Converts a point of the body to world coordinates. */
  Point world(Point own) {
    double heading = heading();
    double cos = Math.cos(heading);
    double sin = Math.sin(heading);
    return new Point(
        x() + own.x() * cos + own.z() * sin, own.y(), z - own.x() * sin + own.z() * cos);
  }

  /** Returns its position along its own direction in meters; increases as it drives. */
  double progress() {
    return lane.away() ? z : -z;
  }
}
