package io.euge.traffic;

import io.euge.evaluation.groundtruth.ObjectGroundTruth;
import io.euge.evaluation.groundtruth.WholeBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the visible pixels of each vehicle and the bounding box around them, as a human
 * annotator would draw it.
 */
final class VisibilityPass {
  /** Margin around the image in pixels; parts of vehicles in the margin count as hidden. */
  private static final int AROUND = 200;

  private static final double PARTS_OF_PIXEL = 1000;

  private final int width;
  private final int height;
  private final BufferedImage owners;
  private final int[] pixels;
  private final Graphics2D graphics;

  VisibilityPass(int width, int height) {
    this.width = width;
    this.height = height;
    owners = new BufferedImage(width + 2 * AROUND, height + 2 * AROUND, BufferedImage.TYPE_INT_RGB);
    pixels = ((DataBufferInt) owners.getRaster().getDataBuffer()).getData();
    graphics = owners.createGraphics();
    graphics.translate(AROUND, AROUND);
  }

  /**
   * Returns the bounding boxes of all vehicles that are partly within the image, occluded or not.
   */
  List<WholeBox> whole(Camera camera, List<Vehicle> farFirst) {
    Rectangle2D picture = new Rectangle2D.Double(0, 0, width, height);
    List<WholeBox> boxes = new ArrayList<>();
    for (Vehicle vehicle : farFirst) {
      Silhouette silhouette = Silhouette.of(camera, vehicle);
      if (silhouette != null && silhouette.bounds().intersects(picture)) {
        Rectangle2D box = silhouette.bounds();
        boxes.add(
            new WholeBox(
                vehicle.id,
                vehicle.body.kind().name(),
                rounded(box.getX()),
                rounded(box.getY()),
                rounded(box.getWidth()),
                rounded(box.getHeight())));
      }
    }
    return boxes;
  }

  private static double rounded(double pixels) {
    return Math.round(pixels * PARTS_OF_PIXEL) / PARTS_OF_PIXEL;
  }

  /**
   * Returns the ground truth of the vehicles that are visible.
   *
   * @param farFirst all vehicles, in painting order
   */
  List<ObjectGroundTruth> look(Camera camera, List<Vehicle> farFirst) {
    Arrays.fill(pixels, 0);
    int count = farFirst.size();
    Silhouette[] silhouettes = new Silhouette[count];
    int[] whole = new int[count];
    for (int i = 0; i < count; i++) {
      silhouettes[i] = Silhouette.of(camera, farFirst.get(i));
      if (silhouettes[i] != null) {
        graphics.setColor(new Color(i + 1));
        silhouettes[i].fill(graphics);
        whole[i] = visiblePixels(i + 1, silhouettes[i].bounds(), AROUND).pixels;
      }
    }
    List<ObjectGroundTruth> sightings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (silhouettes[i] != null) {
        Rectangle2D bounds = silhouettes[i].bounds();
        VisiblePixels seen = visiblePixels(i + 1, bounds, 0);
        if (seen.pixels > 0) {
          double visible = (double) seen.pixels / whole[i];
          sightings.add(sighting(farFirst.get(i), seen.box(bounds), visible));
        }
      }
    }
    return sightings;
  }

  /** Returns a vehicle's pixels within the image and a margin of {@code around} pixels. */
  private VisiblePixels visiblePixels(int owner, Rectangle2D bounds, int around) {
    int columns = owners.getWidth();
    int left = (int) Math.max(AROUND - around, Math.floor(bounds.getMinX()) + AROUND);
    int right = (int) Math.min(AROUND + width + around, Math.ceil(bounds.getMaxX()) + AROUND);
    int top = (int) Math.max(AROUND - around, Math.floor(bounds.getMinY()) + AROUND);
    int bottom = (int) Math.min(AROUND + height + around, Math.ceil(bounds.getMaxY()) + AROUND);
    VisiblePixels visible = new VisiblePixels();
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        if ((pixels[row * columns + column] & 0xFFFFFF) == owner) {
          visible.add(column - AROUND, row - AROUND);
        }
      }
    }
    return visible;
  }

  private ObjectGroundTruth sighting(Vehicle vehicle, Rectangle2D box, double visible) {
    Rectangle2D within = box.createIntersection(new Rectangle2D.Double(0, 0, width, height));
    return new ObjectGroundTruth(
        vehicle.id,
        vehicle.body.kind().name(),
        within.getX(),
        within.getY(),
        within.getWidth(),
        within.getHeight(),
        visible,
        vehicle.lane.number(),
        vehicle.lane.away());
  }

  /** The pixels of a vehicle that no other vehicle hides. */
  private static final class VisiblePixels {
    private int pixels;
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right = Integer.MIN_VALUE;
    private int bottom = Integer.MIN_VALUE;

    void add(int column, int row) {
      pixels++;
      left = Math.min(left, column);
      top = Math.min(top, row);
      right = Math.max(right, column + 1);
      bottom = Math.max(bottom, row + 1);
    }

    /**
     * Returns the bounding box of the pixels. An edge that is not hidden is taken from the
     * silhouette, with subpixel precision.
     */
    Rectangle2D box(Rectangle2D bounds) {
      double x = edge(left, bounds.getMinX());
      double y = edge(top, bounds.getMinY());
      return new Rectangle2D.Double(
          x, y, edge(right, bounds.getMaxX()) - x, edge(bottom, bounds.getMaxY()) - y);
    }

    private static double edge(int ofPixels, double own) {
      return Math.abs(ofPixels - own) <= 1 ? own : ofPixels;
    }
  }
}
