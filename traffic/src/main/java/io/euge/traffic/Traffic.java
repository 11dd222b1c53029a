package io.euge.traffic;

import io.euge.traffic.Street.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Simulates vehicles that follow each other, change lanes and stop at a red light. The
 * car-following model is the intelligent driver model (Treiber, Hennecke and Helbing, Physical
 * Review E 62, 2000).
 */
final class Traffic {
  private static final double NEAR = 2;
  private static final double FAR = 170;
  private static final double ACCELERATION = 1.6;
  private static final double DECELERATION = 2.5;
  private static final double GAP = 2.2;
  private static final double HEADWAY = 1.3;

  private final Street street;
  private final RandomGenerator random;
  private final double perLaneSecond;
  private final List<Vehicle> vehicles = new ArrayList<>();
  private int next = 1;
  private double time;
  private final double redFrom;
  private final double redFor;

  /**
   * Creates the traffic of a street.
   *
   * @param density vehicles that enter each lane per second
   */
  Traffic(Street street, double density, RandomGenerator random) {
    this.street = street;
    this.random = random;
    this.perLaneSecond = density;
    redFrom = 3 + 12 * random.nextDouble();
    redFor = random.nextInt(3) == 0 ? 0 : 8 + 6 * random.nextDouble();
    for (Lane lane : street.lanes()) {
      double z = NEAR + 14 * random.nextDouble();
      while (z < FAR) {
        enter(lane, z);
        z += 14 + 2 * (10 / density) * random.nextDouble() * random.nextDouble();
      }
    }
  }

  List<Vehicle> vehicles() {
    return vehicles;
  }

  void advance(double seconds) {
    time += seconds;
    for (Vehicle vehicle : vehicles) {
      double acceleration = acceleration(vehicle, vehicle.lane);
      vehicle.braking = acceleration < -0.4 || vehicle.speed < 0.3;
      vehicle.speed = Math.max(0, vehicle.speed + acceleration * seconds);
      vehicle.z += (vehicle.lane.away() ? 1 : -1) * vehicle.speed * seconds;
      if (vehicle.changed < 1) {
        vehicle.changed = Math.min(1, vehicle.changed + seconds / 3);
      } else if (random.nextDouble() < 0.06 * seconds * Math.min(1, vehicle.speed / 5)) {
        changeLane(vehicle);
      }
    }
    vehicles.removeIf(v -> v.z < NEAR - 14 || v.z > FAR + 14);
    for (Lane lane : street.lanes()) {
      if (random.nextDouble() < perLaneSecond * seconds) {
        double z = lane.away() ? NEAR - 8 : FAR + 6;
        if (vehicles.stream().noneMatch(v -> v.lane.equals(lane) && Math.abs(v.z - z) < 24)) {
          enter(lane, z);
        }
      }
    }
  }

  /** Moves all vehicles at constant speed, for an interval too short for decisions. */
  void drift(double seconds) {
    for (Vehicle vehicle : vehicles) {
      vehicle.z += (vehicle.lane.away() ? 1 : -1) * vehicle.speed * seconds;
    }
  }

  private void enter(Lane lane, double z) {
    double draw = random.nextDouble();
    Kind kind =
        draw < 0.46
            ? Kind.CAR
            : draw < 0.61
                ? Kind.VAN
                : draw < 0.72 ? Kind.TRUCK : draw < 0.82 ? Kind.BUS : Kind.MOTORCYCLE;
    double desiredSpeed =
        (kind == Kind.BUS || kind == Kind.TRUCK ? 10 : 12) + 5 * random.nextDouble();
    vehicles.add(new Vehicle(next++, Body.of(kind, random), lane, z, desiredSpeed));
  }

  private double acceleration(Vehicle vehicle, Lane lane) {
    double gap = 1e3;
    double approach = 0;
    Vehicle ahead = ahead(vehicle, lane);
    if (ahead != null) {
      gap = Math.abs(ahead.z - vehicle.z) - (ahead.body.length() + vehicle.body.length()) / 2;
      approach = vehicle.speed - ahead.speed;
    }
    boolean red = !lane.away() && time >= redFrom && time < redFrom + redFor;
    double toLine = vehicle.z - vehicle.body.length() / 2 - street.stopLine() - 1;
    if (red && toLine > -1 && toLine < gap) {
      gap = toLine;
      approach = vehicle.speed;
    }
    double wanted =
        GAP
            + vehicle.speed * HEADWAY
            + vehicle.speed * approach / (2 * Math.sqrt(ACCELERATION * DECELERATION));
    double closeness = Math.max(0, wanted) / Math.max(0.3, gap);
    double free = Math.pow(vehicle.speed / vehicle.desiredSpeed, 4);
    return Math.max(-8, ACCELERATION * (1 - free - closeness * closeness));
  }

  private Vehicle ahead(Vehicle vehicle, Lane lane) {
    Vehicle nearest = null;
    for (Vehicle other : vehicles) {
      if (other != vehicle
          && (other.lane.equals(lane) || (other.changed < 0.7 && other.from.equals(lane)))
          && other.progress() > vehicle.progress()
          && (nearest == null || other.progress() < nearest.progress())) {
        nearest = other;
      }
    }
    return nearest;
  }

  private void changeLane(Vehicle vehicle) {
    for (Lane lane : street.lanes()) {
      boolean beside =
          Math.abs(lane.number() - vehicle.lane.number()) == 1
              && lane.away() == vehicle.lane.away();
      if (beside
          && vehicles.stream()
              .noneMatch(v -> v.lane.equals(lane) && Math.abs(v.z - vehicle.z) < 18)) {
        vehicle.from = vehicle.lane;
        vehicle.lane = lane;
        vehicle.changed = 0;
        return;
      }
    }
  }
}
