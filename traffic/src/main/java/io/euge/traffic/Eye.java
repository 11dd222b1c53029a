package io.euge.traffic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells what can truly be seen of each vehicle, by counting pixels that nobody sees. */
final class Eye {
  private static final double SCALE = 0.5;

  /** Room around the picture, so that what is cut off counts as hidden. */
  private static final int AROUND = 200;

  private final int width;
  private final int height;
  private final BufferedImage owners;
  private final int[] pixels;
  private final Graphics2D graphics;

  Eye(int width, int height) {
    this.width = width;
    this.height = height;
    owners =
        new BufferedImage(
            (int) ((width + 2 * AROUND) * SCALE),
            (int) ((height + 2 * AROUND) * SCALE),
            BufferedImage.TYPE_INT_RGB);
    pixels = ((DataBufferInt) owners.getRaster().getDataBuffer()).getData();
    graphics = owners.createGraphics();
    graphics.transform(AffineTransform.getScaleInstance(SCALE, SCALE));
    graphics.translate(AROUND, AROUND);
  }

  /**
   * @param farFirst all vehicles, in the order they are painted
   */
  List<Sighting> look(Camera camera, List<Vehicle> farFirst) {
    Arrays.fill(pixels, 0);
    int count = farFirst.size();
    Path2D[] shapes = new Path2D[count];
    long[] whole = new long[count];
    for (int i = 0; i < count; i++) {
      shapes[i] = VehiclePainter.silhouette(camera, farFirst.get(i));
      if (shapes[i] != null) {
        graphics.setColor(new Color(i + 1));
        graphics.fill(shapes[i]);
        whole[i] = pixels(i + 1, shapes[i], AROUND);
      }
    }
    List<Sighting> sightings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (shapes[i] != null && whole[i] > 0) {
        double visible = (double) pixels(i + 1, shapes[i], 0) / whole[i];
        add(sightings, farFirst.get(i), shapes[i].getBounds2D(), visible);
      }
    }
    return sightings;
  }

  /** Counts an owner's pixels within the picture and so much around it. */
  private long pixels(int owner, Path2D shape, int around) {
    Rectangle2D area =
        shape
            .getBounds2D()
            .createIntersection(
                new Rectangle2D.Double(
                    -around, -around, width + 2.0 * around, height + 2.0 * around));
    long count = 0;
    int columns = owners.getWidth();
    int left = (int) Math.max(0, (area.getMinX() + AROUND) * SCALE);
    int right = (int) Math.min(columns, Math.ceil((area.getMaxX() + AROUND) * SCALE));
    int top = (int) Math.max(0, (area.getMinY() + AROUND) * SCALE);
    int bottom = (int) Math.min(owners.getHeight(), Math.ceil((area.getMaxY() + AROUND) * SCALE));
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        if ((pixels[row * columns + column] & 0xFFFFFF) == owner) {
          count++;
        }
      }
    }
    return count;
  }

  private void add(List<Sighting> all, Vehicle vehicle, Rectangle2D bounds, double visible) {
    Rectangle2D box = bounds.createIntersection(new Rectangle2D.Double(0, 0, width, height));
    if (box.getWidth() > 0 && box.getHeight() > 0 && visible > 0) {
      all.add(
          new Sighting(
              vehicle.id,
              vehicle.body.kind(),
              box.getX(),
              box.getY(),
              box.getWidth(),
              box.getHeight(),
              visible,
              vehicle.lane.number(),
              vehicle.lane.away()));
    }
  }
}
