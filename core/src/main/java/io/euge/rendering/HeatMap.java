package io.euge.rendering;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A smoothed density of points over a picture. Not thread-safe. */
public final class HeatMap {
  private static final Color DIM = new Color(0, 0, 0, 110);

  /** Of the shorter side of the picture. */
  private static final double RADIUS = 1 / 60.0;

  /** Three box filters are close to a Gaussian. */
  private static final int PASSES = 3;

  /** From cold to hot, readable with red-green color blindness; after Turbo and Inferno. */
  private static final int[] RAMP = {0x2C1E6F, 0x3F5FD8, 0x23B5C9, 0x8FE05A, 0xF9D423, 0xF66B1B};

  private final int width;
  private final int height;
  private final float[] density;

  /** Creates a map without points, of the size of its picture. */
  public HeatMap(int width, int height) {
    this.width = width;
    this.height = height;
    density = new float[Math.multiplyExact(width, height)];
  }

  /** Returns a frame in another size, darkened so that a map over it can be seen. */
  public static BufferedImage background(BufferedImage frame, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(frame, 0, 0, width, height, null);
    graphics.setColor(DIM);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return picture;
  }

  /** Adds a point; those outside the picture are left out. */
  void add(double x, double y) {
    add(x, y, 1);
  }

  /** Adds as many points at one place; those outside the picture are left out. */
  public void add(double x, double y, long points) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    if (column >= 0 && column < width && row >= 0 && row < height) {
      density[row * width + column] += points;
    }
  }

  /** Lays the density over a picture of its size; where there is none, the picture stays. */
  public void paint(BufferedImage picture) {
    int radius = (int) Math.max(1, Math.round(RADIUS * Math.min(width, height)));
    float[] row = new float[Math.max(width, height)];
    for (int pass = 0; pass < PASSES; pass++) {
      for (int y = 0; y < height; y++) {
        smooth(y * width, 1, width, radius, row);
      }
      for (int x = 0; x < width; x++) {
        smooth(x, width, height, radius, row);
      }
    }
    float most = 0;
    for (float one : density) {
      most = Math.max(most, one);
    }
    for (int i = 0; most > 0 && i < density.length; i++) {
      double part = Math.sqrt(density[i] / most); // So that rare ways show beside busy ones.
      int x = i % width;
      int y = i / width;
      picture.setRGB(x, y, mix(picture.getRGB(x, y), color(part), Math.min(0.85, 3 * part)));
    }
  }

  private void smooth(int from, int step, int count, int radius, float[] row) {
    double sum = 0;
    for (int i = 0; i < Math.min(radius, count); i++) {
      sum += density[from + i * step];
    }
    for (int i = 0; i < count; i++) {
      if (i + radius < count) {
        sum += density[from + (i + radius) * step];
      }
      if (i - radius > 0) {
        sum -= density[from + (i - radius - 1) * step];
      }
      row[i] = (float) (Math.max(0, sum) / (2 * radius + 1));
    }
    for (int i = 0; i < count; i++) {
      density[from + i * step] = row[i];
    }
  }

  private static int color(double part) {
    double at = part * (RAMP.length - 1);
    int index = (int) Math.min(RAMP.length - 2, at);
    return mix(RAMP[index], RAMP[index + 1], at - index);
  }

  private static int mix(int one, int other, double part) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = one >> shift & 0xFF;
      int to = other >> shift & 0xFF;
      mixed |= (int) Math.round(from + part * (to - from)) << shift;
    }
    return mixed;
  }
}
