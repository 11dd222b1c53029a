package io.euge.traffic;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The static part of the scene: sky, ground, buildings, trees and lamp posts. Painted once per
 * clip.
 */
final class Backdrop {
  private static final double FAR = 400;

  private final Street street;
  private final Light light;
  private final Noise noise;
  private final RandomGenerator random;
  private final boolean wet;

  Backdrop(Street street, Light light, boolean wet, RandomGenerator random) {
    this.street = street;
    this.light = light;
    this.random = random;
    this.wet = wet;
    noise = new Noise(random.nextLong());
  }

  private record Thing(double distance, Runnable painting) {}

  BufferedImage paint(Camera camera) {
    BufferedImage image =
        new BufferedImage(camera.width(), camera.height(), BufferedImage.TYPE_INT_RGB);
    sky(camera, image);
    ground(camera, image);
    Canvas canvas = new Canvas(camera, image);
    List<Thing> things = new ArrayList<>();
    for (int side : new int[] {-1, 1}) {
      buildings(canvas, side, things);
      trees(canvas, side, things);
      posts(canvas, side, things);
    }
    things.sort(Comparator.comparingDouble(Thing::distance).reversed());
    things.forEach(thing -> thing.painting().run());
    return image;
  }

  private void sky(Camera camera, BufferedImage image) {
    Color top =
        Light.mixed(light.haze(), light.lamps() ? Color.BLACK : new Color(92, 138, 196), 0.55);
    double horizon = Math.max(1, camera.horizon());
    for (int row = 0; row < Math.min(image.getHeight(), horizon + 2); row++) {
      Color base = Light.mixed(top, light.haze(), Math.min(1, row / horizon));
      for (int column = 0; column < image.getWidth(); column++) {
        double depth = 40 / (horizon - row + 12.0);
        double cloud = noise.rough(column * depth / 90 + 50, depth * 14, 4);
        double white = Math.max(0, cloud - 0.5) * (light.lamps() ? 0.25 : 1.1);
        image.setRGB(column, row, Light.mixed(base, Color.WHITE, white).getRGB());
      }
    }
  }

  /** Paints the ground; each pixel is the mean of four samples. */
  private void ground(Camera camera, BufferedImage image) {
    Ground ground = new Ground(street, noise, wet);
    int first = (int) Math.max(0, Math.ceil(camera.horizon()));
    for (int row = first; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth(); column++) {
        int red = 0;
        int green = 0;
        int blue = 0;
        double distance = FAR * 4;
        for (int sample = 0; sample < 4; sample++) {
          double u = column + 0.25 + 0.5 * (sample & 1);
          double v = row + 0.25 + 0.5 * (sample >> 1);
          Point at = onGround(camera, u, v);
          distance = Math.min(FAR * 4, at.z());
          Color here = ground.at(at.x(), at.z());
          red += here.getRed();
          green += here.getGreen();
          blue += here.getBlue();
        }
        Color mean = new Color(red / 4, green / 4, blue / 4);
        double lamp = light.lamps() ? lamplight(onGround(camera, column + 0.5, row + 0.5)) : 0;
        double strength = light.ambient() + light.direct() * light.sun().y() + lamp;
        image.setRGB(column, row, light.lit(mean, strength, distance).getRGB());
      }
    }
  }

  /** Returns the point on the ground that is visible at a pixel below the horizon. */
  private static Point onGround(Camera camera, double column, double row) {
    double right = (column - camera.width() / 2.0 - camera.shakeX()) / camera.focal();
    double down = (row - camera.height() / 2.0 - camera.shakeY()) / camera.focal();
    double fall = down * Math.cos(camera.pitch()) + Math.sin(camera.pitch());
    double ahead = Math.cos(camera.pitch()) - down * Math.sin(camera.pitch());
    double reach = camera.place().y() / Math.max(1e-4, fall);
    double x = reach * (right * Math.cos(camera.yaw()) + ahead * Math.sin(camera.yaw()));
    double z = reach * (ahead * Math.cos(camera.yaw()) - right * Math.sin(camera.yaw()));
    return new Point(camera.place().x() + x, 0, camera.place().z() + z);
  }

  /** Returns the brightness of lamplight at a point; posts stand every 28 meters on both sides. */
  private double lamplight(Point at) {
    double along = at.z() / 28 - Math.rint(at.z() / 28);
    double across = (Math.abs(at.x()) - street.half() + 1) / 5;
    return 0.55 * Math.exp(-along * along * 14 - across * across);
  }

  private void buildings(Canvas canvas, int side, List<Thing> things) {
    double z = 12 + 10 * random.nextDouble();
    while (z < FAR * 0.8) {
      double length = 12 + 22 * random.nextDouble();
      double height = 6 + 16 * random.nextDouble();
      double near = side * (street.half() + street.pavement() + 4 + 8 * random.nextDouble());
      double depth = 12;
      float hue = 0.05f + 0.08f * random.nextFloat();
      Color wall =
          Color.getHSBColor(
              hue, 0.1f + 0.3f * random.nextFloat(), 0.5f + 0.35f * random.nextFloat());
      long seed = random.nextLong();
      if (random.nextDouble() < 0.75) {
        double from = z;
        things.add(
            new Thing(
                z, () -> building(canvas, side, near, depth, from, length, height, wall, seed)));
      }
      z += length + 3 + 15 * random.nextDouble();
    }
  }

  private void building(
      Canvas canvas,
      int side,
      double x,
      double depth,
      double z,
      double length,
      double height,
      Color wall,
      long seed) {
    double far = x + side * depth;
    double distance = z;
    Color front = light.lit(wall, light.ambient() + light.direct() * 0.35, distance);
    Color flank = light.lit(wall, light.ambient() + light.direct() * 0.75, distance);
    canvas.fill(quad(x, far, z, z, 0, height), front);
    canvas.fill(
        List.of(
            new Point(x, 0, z), new Point(x, height, z),
            new Point(x, height, z + length), new Point(x, 0, z + length)),
        flank);
    Noise lit = new Noise(seed);
    for (double up = 1.2; up + 1.4 < height; up += 3) {
      for (double at = 1.2; at + 1.3 < length; at += 2.6) {
        boolean on = light.lamps() && lit.at(at * 3, up * 5) > 0.62;
        Color pane =
            on
                ? new Color(238, 205, 130)
                : light.lit(new Color(62, 72, 84), Math.max(0.3, light.ambient()), distance);
        double a = z + at;
        canvas.fill(
            List.of(
                new Point(x, up, a), new Point(x, up + 1.5, a),
                new Point(x, up + 1.5, a + 1.2), new Point(x, up, a + 1.2)),
            pane);
      }
    }
  }

  private static List<Point> quad(
      double left, double right, double near, double far, double low, double high) {
    return List.of(
        new Point(left, low, near), new Point(right, low, far),
        new Point(right, high, far), new Point(left, high, near));
  }

  private void trees(Canvas canvas, int side, List<Thing> things) {
    double z = 8 + 12 * random.nextDouble();
    while (z < FAR * 0.6) {
      double height = 5 + 5 * random.nextDouble();
      // Leaves must not overhang the road: vehicles are painted over everything static.
      double x = side * (street.half() + 0.8 + 0.42 * height + 3 * random.nextDouble());
      long seed = random.nextLong();
      if (random.nextDouble() < 0.7) {
        double at = z;
        things.add(new Thing(z, () -> tree(canvas, x, at, height, seed)));
      }
      z += 7 + 16 * random.nextDouble();
    }
  }

  private void tree(Canvas canvas, double x, double z, double height, long seed) {
    RandomGenerator own = new java.util.SplittableRandom(seed);
    Color bark = light.lit(new Color(84, 66, 50), light.ambient() + 0.2, z);
    canvas.fill(
        List.of(
            new Point(x - 0.16, 0, z), new Point(x + 0.16, 0, z),
            new Point(x + 0.1, height * 0.5, z), new Point(x - 0.1, height * 0.5, z)),
        bark);
    Color leaf = Color.getHSBColor(0.22f + 0.08f * own.nextFloat(), 0.45f, 0.42f);
    Camera camera = canvas.camera();
    for (int i = 0; i < 90; i++) {
      double angle = 2 * Math.PI * own.nextDouble();
      double out = height * 0.3 * Math.sqrt(own.nextDouble());
      double up = height * (0.42 + 0.55 * own.nextDouble());
      out *= 1.25 - Math.abs(up / height - 0.65) * 1.8;
      Point at = new Point(x + out * Math.cos(angle), up, z + out * Math.sin(angle));
      if (!camera.ahead(at)) {
        continue;
      }
      double strength =
          light.ambient() + light.direct() * (up / height - 0.35) + 0.25 * own.nextDouble() - 0.12;
      double radius = camera.focal() * height * 0.075 / camera.depth(at);
      canvas.graphics().setColor(light.lit(leaf, Math.max(0.1, strength), z));
      canvas
          .graphics()
          .fill(
              new Ellipse2D.Double(
                  camera.column(at) - radius, camera.row(at) - radius, 2 * radius, 1.7 * radius));
    }
  }

  private void posts(Canvas canvas, int side, List<Thing> things) {
    double x = side * (street.half() + 0.8);
    for (double z = 28; z < FAR * 0.7; z += 28) {
      double at = z;
      things.add(new Thing(z, () -> post(canvas, side, x, at)));
    }
  }

  private void post(Canvas canvas, int side, double x, double z) {
    Camera camera = canvas.camera();
    Point foot = new Point(x, 0, z);
    Point top = new Point(x, 7.5, z);
    Point head = new Point(x - side * 1.8, 7.7, z);
    if (!camera.ahead(foot)) {
      return;
    }
    Graphics2D graphics = canvas.graphics();
    float wide = (float) Math.max(0.7, camera.focal() * 0.12 / camera.depth(foot));
    graphics.setStroke(new BasicStroke(wide, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.setColor(light.lit(new Color(96, 100, 104), light.ambient() + 0.15, z));
    graphics.draw(line(camera, foot, top));
    graphics.draw(line(camera, top, head));
    if (light.lamps()) {
      glow(
          graphics,
          camera.column(head),
          camera.row(head),
          camera.focal() * 0.9 / camera.depth(head),
          new Color(255, 214, 150),
          0.9f);
    }
  }

  private static Line2D line(Camera camera, Point a, Point b) {
    return new Line2D.Double(camera.column(a), camera.row(a), camera.column(b), camera.row(b));
  }

  /** Paints the glow of a lamp in the air around it. */
  static void glow(
      Graphics2D graphics, double column, double row, double radius, Color color, float strength) {
    float reach = (float) Math.max(1.5, radius);
    graphics.setPaint(
        new RadialGradientPaint(
            (float) column,
            (float) row,
            reach,
            new float[] {0, 0.25f, 1},
            new Color[] {alpha(color, strength), alpha(color, strength * 0.5f), alpha(color, 0)}));
    graphics.setComposite(AlphaComposite.SrcOver);
    graphics.fill(new Ellipse2D.Double(column - reach, row - reach, 2 * reach, 2 * reach));
  }

  static Color alpha(Color color, float part) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), Math.round(255 * part));
  }
}
