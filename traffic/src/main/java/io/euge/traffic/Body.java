package io.euge.traffic;

import io.euge.traffic.Face.Material;
import io.euge.traffic.Part.Corner;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The shape of a vehicle, in its own coordinates in meters: x to its right, y up, z ahead; the
 * origin is on the road under its center.
 *
 * @param length in meters
 * @param width in meters
 * @param height in meters
 */
record Body(Kind kind, double length, double width, double height, List<Part> parts) {
  private static final Material GLASS = new Material(new Color(38, 46, 56), Material.Kind.GLASS);
  private static final Material SALOON =
      new Material(new Color(38, 46, 56), Material.Kind.LIT_GLASS);
  private static final Material AMBER = new Material(new Color(236, 150, 20), Material.Kind.LAMP);
  private static final Material TYRE = new Material(new Color(22, 22, 24), Material.Kind.MATT);
  private static final Material HUB = new Material(new Color(120, 122, 126), Material.Kind.MATT);
  private static final Material BLACK = new Material(new Color(28, 28, 30), Material.Kind.MATT);
  private static final Material COOLER =
      new Material(new Color(128, 131, 134), Material.Kind.PAINT);
  private static final Material PLATE = new Material(new Color(225, 225, 215), Material.Kind.MATT);
  private static final Material FRONT = new Material(new Color(240, 240, 225), Material.Kind.LAMP);
  private static final Material REAR = new Material(new Color(190, 20, 18), Material.Kind.LAMP);

  /** Colors of cars on European roads; common colors appear several times. */
  private static final int[] PAINTS = {
    0xE8E8E6, 0xE0E0DE, 0xC9CBCD, 0x9A9DA1, 0x8A8D92, 0x55585C, 0x2B2D30, 0x1C1D1F, 0x232528,
    0x26406B, 0x1D2F52, 0x3E6AA0, 0x8E1B1B, 0xA82A22, 0x5A1A1E, 0x2F4A36, 0x6E5B45, 0xC7B48B,
    0xC8611C, 0xD4B022
  };

  static Body of(Kind kind, RandomGenerator random) {
    return switch (kind) {
      case CAR -> car(random);
      case VAN -> van(random);
      case BUS -> bus(random);
      case TRUCK -> truck(random);
      case MOTORCYCLE -> motorcycle(random);
    };
  }

  private static double between(RandomGenerator random, double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  private static Material paint(RandomGenerator random) {
    Color base = new Color(PAINTS[random.nextInt(PAINTS.length)]);
    double change = between(random, 0.85, 1.1);
    return new Material(scaled(base, change), Material.Kind.PAINT);
  }

  private static Color scaled(Color c, double by) {
    return new Color(
        (int) Math.min(255, c.getRed() * by),
        (int) Math.min(255, c.getGreen() * by),
        (int) Math.min(255, c.getBlue() * by));
  }

  private static Body car(RandomGenerator random) {
    Material paint = paint(random);
    double length = between(random, 3.9, 4.9);
    double width = between(random, 1.7, 1.9);
    int style = random.nextInt(3); // saloon, hatchback, high
    double height = style == 2 ? between(random, 1.6, 1.75) : between(random, 1.4, 1.5);
    double belt = style == 2 ? 1.02 : 0.9;
    double half = length / 2;
    Part lower =
        Part.drawnOut(
                List.of(
                    new Corner(-half + 0.12, 0.22),
                    new Corner(half - 0.15, 0.22),
                    new Corner(half, 0.42),
                    new Corner(half - 0.06, 0.68),
                    new Corner(half - 1.15, belt),
                    new Corner(-half + (style == 0 ? 0.12 : 0.03), belt),
                    new Corner(-half, 0.5)),
                width / 2,
                width / 2 - 0.04,
                paint)
            .with(ends(half, width, 0.6, 0.66, 0.3))
            .with(wheels(half - 0.82, -half + 0.8, width, 0.32));
    double roofBack = style == 0 ? -half + 1.35 : -half + 0.55;
    double glassBack = style == 0 ? -half + 0.75 : -half + 0.08;
    Part upper =
        Part.drawnOut(
                List.of(
                    new Corner(glassBack, belt),
                    new Corner(half - 1.1, belt),
                    new Corner(half - 1.95, height),
                    new Corner(roofBack, height)),
                width / 2 - 0.06,
                width / 2 - 0.24,
                paint)
            .inset(0.86, GLASS, 0, 1)
            .inset(0.88, GLASS, 3, 5);
    return new Body(Kind.CAR, length, width, height, List.of(lower, upper.on(1)));
  }

  private static Body van(RandomGenerator random) {
    Material paint =
        random.nextInt(3) > 0
            ? new Material(
                scaled(new Color(0xE6E7E4), between(random, 0.9, 1)), Material.Kind.PAINT)
            : paint(random);
    double length = between(random, 4.9, 6.2);
    double width = between(random, 1.95, 2.1);
    double height = between(random, 2.1, 2.6);
    double half = length / 2;
    Part body =
        Part.drawnOut(
            List.of(
                new Corner(-half, 0.3),
                new Corner(half, 0.3),
                new Corner(half, 0.85),
                new Corner(half - 0.55, 1.2),
                new Corner(half - 1.25, height),
                new Corner(-half, height)),
            width / 2,
            width / 2 - 0.1,
            paint);
    List<Face> details = new ArrayList<>(ends(half, width, 0.75, 0.8, 0.42));
    details.add(
        across(half - 0.6, 1.26, half - 1.17, height - 0.16, width / 2 - 0.22, GLASS, true));
    for (int side : new int[] {1, -1}) {
      details.add(
          side(
              side * (width / 2 - 0.03), half - 1.9, half - 0.95, 1.25, height - 0.4, GLASS, 0.35));
    }
    if (random.nextBoolean()) {
      details.add(across(-half, 1.3, -half, height - 0.3, width / 2 - 0.25, GLASS, false));
    }
    details.addAll(wheels(half - 0.95, -half + 1.0, width, 0.35));
    return new Body(Kind.VAN, length, width, height, List.of(body.with(details)));
  }

  private static Body bus(RandomGenerator random) {
    int[] colors = {0xC8202A, 0xE3B51E, 0x2257A0, 0xE8E8E8, 0x3A8A4A, 0xD9702A};
    Material paint =
        new Material(
            scaled(new Color(colors[random.nextInt(colors.length)]), between(random, 0.85, 1)),
            Material.Kind.PAINT);
    double length = between(random, 9.5, 12.5);
    double width = 2.5;
    double height = between(random, 2.95, 3.3);
    double half = length / 2;
    Part body = Part.box(-half, half, 0.35, height, width / 2, paint);
    List<Face> details = new ArrayList<>(ends(half, width, 0.75, 0.85, 0.5));
    details.add(across(half, 1.15, half, height - 0.55, width / 2 - 0.12, GLASS, true));
    details.add(across(half, height - 0.45, half, height - 0.15, width / 2 - 0.5, BLACK, true));
    details.add(
        across(
            half + 0.01, height - 0.38, half + 0.01, height - 0.22, width / 2 - 0.6, AMBER, true));
    details.add(across(-half, 1.6, -half, height - 0.4, width / 2 - 0.3, SALOON, false));
    for (int side : new int[] {1, -1}) {
      for (double at = -half + 0.4; at < half - 1.2; at += 1.55) {
        details.add(side(side * width / 2, at, at + 1.4, 1.35, height - 0.5, SALOON, 0));
      }
    }
    for (double at = -half + 1.2; at < half - 1; at += (length - 2.2) / 2 - 0.4) {
      details.add(top(at, at + 0.8, height, 0.4, BLACK));
    }
    details.addAll(wheels(half - 2.5, -half + 3.0, width, 0.48));
    double cooler = between(random, -half + 2.4, half - 5.2);
    Part cooling = Part.box(cooler, cooler + 2.4, height, height + 0.24, 0.95, COOLER);
    return new Body(Kind.BUS, length, width, height, List.of(body.with(details), cooling.on(1)));
  }

  private static Body truck(RandomGenerator random) {
    Material paint = paint(random);
    int[] loads = {0xDADAD6, 0xC9C9C4, 0x3B5C8C, 0x8C3A32, 0x4C6E50, 0xB0A890};
    Material cargo =
        new Material(
            scaled(new Color(loads[random.nextInt(loads.length)]), between(random, 0.85, 1.05)),
            Material.Kind.PAINT);
    double length = between(random, 7, 13);
    double width = 2.5;
    double height = between(random, 3.1, 3.9);
    double half = length / 2;
    double cab = half - between(random, 1.9, 2.4);
    double roof = Math.min(height - 0.1, between(random, 2.7, 3.3));
    Part frame = Part.box(-half, half - 0.3, 0.55, 0.95, width / 2 - 0.15, BLACK);
    List<Face> on = new ArrayList<>(wheels(half - 1.2, -half + 1.6, width, 0.5));
    on.addAll(wheels(half - 1.2, -half + 2.8, width, 0.5));
    on.add(across(-half, 0.62, -half, 0.85, width / 2 - 0.3, REAR, false));
    Part front =
        Part.drawnOut(
            List.of(
                new Corner(cab, 0.5),
                new Corner(half, 0.5),
                new Corner(half, 1.5),
                new Corner(half - 0.22, roof),
                new Corner(cab, roof)),
            width / 2 - 0.02,
            width / 2 - 0.1,
            paint);
    List<Face> details = new ArrayList<>();
    details.add(across(half - 0.02, 1.55, half - 0.19, roof - 0.25, width / 2 - 0.22, GLASS, true));
    details.add(across(half, 0.95, half, 1.35, width / 2 - 0.45, BLACK, true));
    details.addAll(lamps(half, width, 0.75, true));
    for (int side : new int[] {1, -1}) {
      details.add(
          side(side * (width / 2 - 0.04), cab + 0.5, half - 0.3, 1.6, roof - 0.35, GLASS, 0.05));
    }
    Part load = Part.box(-half, cab - 0.15, 0.95, height, width / 2, cargo);
    List<Face> lines = new ArrayList<>();
    lines.add(across(-half, 1.02, -half, height - 0.08, 0.03, BLACK, false));
    Material bow = new Material(scaled(cargo.color(), 0.72), Material.Kind.PAINT);
    double apart = between(random, 0.6, 1.1);
    for (double at = -half + apart / 2; at < cab - 0.3; at += apart) {
      lines.add(top(at, at + 0.12, height, width / 2, bow));
      for (int side : new int[] {1, -1}) {
        lines.add(side(side * width / 2, at, at + 0.1, 1.0, height, bow, 0));
      }
    }
    return new Body(
        Kind.TRUCK,
        length,
        width,
        height,
        List.of(frame.with(on), load.with(lines).on(1), front.with(details).on(1)));
  }

  private static Body motorcycle(RandomGenerator random) {
    Material paint = paint(random);
    Material jacket =
        new Material(
            scaled(new Color(PAINTS[random.nextInt(PAINTS.length)]), 0.7), Material.Kind.MATT);
    Material helmet = paint(random);
    double length = between(random, 2.0, 2.3);
    double half = length / 2;
    Part wheelBack = wheel(0.0, -half + 0.33, 0.33);
    Part wheelFront = wheel(0.0, half - 0.33, 0.33);
    Part tank = Part.box(-half + 0.35, half - 0.55, 0.45, 0.85, 0.16, paint);
    Part legs =
        Part.box(
            -0.35, 0.2, 0.45, 0.9, 0.3, new Material(new Color(40, 42, 48), Material.Kind.MATT));
    Part torso =
        Part.drawnOut(
            List.of(
                new Corner(-0.45, 0.8),
                new Corner(-0.05, 0.8),
                new Corner(0.15, 1.38),
                new Corner(-0.2, 1.42)),
            0.2,
            0.27,
            jacket);
    Part head =
        Part.drawnOut(
            List.of(
                new Corner(-0.12, 1.4),
                new Corner(0.12, 1.4),
                new Corner(0.2, 1.55),
                new Corner(0.1, 1.7),
                new Corner(-0.12, 1.7),
                new Corner(-0.2, 1.55)),
            0.12,
            0.12,
            helmet);
    List<Face> lamp = new ArrayList<>();
    lamp.add(across(half - 0.5, 0.75, half - 0.52, 0.93, 0.1, FRONT, true));
    lamp.add(across(-half + 0.3, 0.72, -half + 0.3, 0.82, 0.1, REAR, false));
    return new Body(
        Kind.MOTORCYCLE,
        length,
        0.75,
        1.7,
        List.of(wheelBack, wheelFront, tank.with(lamp), legs.on(1), torso.on(2), head.on(3)));
  }

  /** Returns the lamps, the plates and the grille of both ends. */
  private static List<Face> ends(double half, double width, double front, double rear, double low) {
    List<Face> faces = new ArrayList<>(lamps(half, width, front, true));
    faces.addAll(lamps(-half, width, rear, false));
    faces.add(across(half, low, half, low + 0.16, width / 2 - 0.5, BLACK, true));
    faces.add(across(half, low + 0.02, half, low + 0.12, 0.26, PLATE, true));
    faces.add(across(-half, low + 0.1, -half, low + 0.22, 0.26, PLATE, false));
    return faces;
  }

  private static List<Face> lamps(double at, double width, double up, boolean front) {
    List<Face> faces = new ArrayList<>();
    for (int side : new int[] {1, -1}) {
      double outer = side * (width / 2 - 0.06);
      double inner = side * (width / 2 - 0.42);
      double push = front ? 0.02 : -0.02;
      List<Point> corners =
          new ArrayList<>(
              List.of(
                  new Point(outer, up - 0.08, at + push),
                  new Point(outer, up + 0.08, at + push),
                  new Point(inner, up + 0.08, at + push),
                  new Point(inner, up - 0.08, at + push)));
      faces.add(new Face(corners, front ? FRONT : REAR));
    }
    return faces;
  }

  /** Returns a face across the front or the rear, between two heights. */
  private static Face across(
      double lowAt,
      double low,
      double highAt,
      double high,
      double half,
      Material m,
      boolean front) {
    double push = front ? 0.015 : -0.015;
    List<Point> corners =
        new ArrayList<>(
            List.of(
                new Point(half, low, lowAt + push),
                new Point(half, high, highAt + push),
                new Point(-half, high, highAt + push),
                new Point(-half, low, lowAt + push)));
    return new Face(corners, m);
  }

  /** Returns a face of a side; its upper front corner is moved back by {@code slant}. */
  private static Face side(
      double x, double back, double front, double low, double high, Material m, double slant) {
    double at = x + Math.signum(x) * 0.012;
    List<Point> corners =
        new ArrayList<>(
            List.of(
                new Point(at, low, back),
                new Point(at, low, front),
                new Point(at, high, front - slant),
                new Point(at, high, back)));
    return new Face(corners, m);
  }

  /** Returns a face that is seen from above. */
  private static Face top(double back, double front, double up, double half, Material m) {
    double at = up + 0.012;
    return new Face(
        List.of(
            new Point(half, at, back),
            new Point(half, at, front),
            new Point(-half, at, front),
            new Point(-half, at, back)),
        m);
  }

  private static List<Face> wheels(double front, double back, double width, double radius) {
    List<Face> faces = new ArrayList<>();
    for (int side : new int[] {1, -1}) {
      for (double at : new double[] {front, back}) {
        faces.add(disc(side * (width / 2 + 0.01), at, radius, radius, TYRE));
        faces.add(disc(side * (width / 2 + 0.02), at, radius, radius * 0.55, HUB));
      }
    }
    return faces;
  }

  private static Part wheel(double x, double at, double radius) {
    return new Part(
        List.of(
            disc(x + 0.06, at, radius, radius, TYRE),
            disc(x - 0.06, at, radius, radius, TYRE),
            across(at + radius, 0.02, at + radius * 0.6, radius * 1.8, 0.07, TYRE, true),
            across(at - radius, 0.02, at - radius * 0.6, radius * 1.8, 0.07, TYRE, false)),
        new Point(x, radius, at),
        0);
  }

  private static Face disc(double x, double at, double up, double radius, Material m) {
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double angle = 2 * Math.PI * i / 12 * (x > 0 ? -1 : 1);
      corners.add(new Point(x, up + radius * Math.sin(angle), at + radius * Math.cos(angle)));
    }
    return new Face(corners, m);
  }
}
