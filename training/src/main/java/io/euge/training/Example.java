package io.euge.training;

import java.util.List;

/** A picture as the network sees it, with what is on it. */
final class Example {
  private final byte[] pixels;
  private final List<Vehicle> vehicles;

  /**
   * An example.
   *
   * @param pixels rows of RGB, gray bars included; not copied
   */
  Example(byte[] pixels, List<Vehicle> vehicles) {
    this.pixels = pixels;
    this.vehicles = List.copyOf(vehicles);
  }

  byte[] pixels() {
    return pixels;
  }

  List<Vehicle> vehicles() {
    return vehicles;
  }

  /**
   * A vehicle, in pixels of the network's input.
   *
   * @param kind the number of its class
   * @param x its middle
   * @param y its middle
   * @param counts whether the network must find it; the others it may find or not
   */
  record Vehicle(int kind, float x, float y, float width, float height, boolean counts) {}
}
