package io.euge.traffic;

import io.euge.traffic.Street.Lane;

/** One vehicle on its way. */
final class Vehicle {
  final int id;
  final Body body;
  final double desiredSpeed;
  Lane lane;
  Lane from;

  /** How much of a change of lanes is done, 1 when none is under way. */
  double changed = 1;

  /** Metres ahead of the camera of its middle. */
  double z;

  /** Metres a second, always positive. */
  double speed;

  boolean braking;

  /**
   * @param desiredSpeed the speed it would drive at alone
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
    return from.centre() + (lane.centre() - from.centre()) * part;
  }

  /** Radians that it is turned from straight away from the camera. */
  double heading() {
    double lean =
        changed < 1 ? Math.atan((lane.centre() - from.centre()) * 1.5 / Math.max(8, speed * 3)) : 0;
    return lane.away() ? lean * bump() : Math.PI + -lean * bump();
  }

  private double bump() {
    return 4 * changed * (1 - changed);
  }

  /** A point of the body as a point of the world. */
  Point world(Point own) {
    double heading = heading();
    double cos = Math.cos(heading);
    double sin = Math.sin(heading);
    return new Point(
        x() + own.x() * cos + own.z() * sin, own.y(), z - own.x() * sin + own.z() * cos);
  }

  /** How far along its own way it is: grows as it drives. */
  double progress() {
    return lane.away() ? z : -z;
  }
}
