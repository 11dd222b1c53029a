package io.euge.detection;

import java.util.Arrays;
import java.util.List;

/**
 * The pixels of a frame that belong to an object, as COCO's uncompressed run-length encoding has
 * them: the lengths of runs of pixels outside and inside in turn, beginning with those outside,
 * column by column from the left, each from the top. Immutable.
 */
public final class Mask {
  private final int width;
  private final int height;
  private final int[] runs;

  /**
   * Creates a mask.
   *
   * @param width of the frame in pixels
   * @param height of the frame in pixels
   * @param runs of which the sum is {@code width * height}; taken over, not copied
   * @throws IllegalArgumentException if it is not, or a length is negative
   */
  public Mask(int width, int height, int[] runs) {
    long pixels = 0;
    for (int run : runs) {
      pixels += run < 0 ? Long.MIN_VALUE / 2 : run;
    }
    if (width < 1 || height < 1 || pixels != (long) width * height) {
      throw new IllegalArgumentException(
          "runs of %d pixels are not a mask of %dx%d".formatted(pixels, width, height));
    }
    this.width = width;
    this.height = height;
    this.runs = runs;
  }

  /**
   * Reads COCO's compressed run-length encoding.
   *
   * @throws IllegalArgumentException if it is none, or not of a frame of this size
   */
  public static Mask ofCounts(int width, int height, String counts) {
    return new Mask(width, height, RunLengthText.parse(counts));
  }

  /** Returns the width of the frame in pixels. */
  public int width() {
    return width;
  }

  /** Returns the height of the frame in pixels. */
  public int height() {
    return height;
  }

  /** Returns the lengths of the runs; not to be changed. */
  int[] runs() {
    return runs;
  }

  /** Returns the runs as the text that COCO's tools read as {@code counts}. */
  public String counts() {
    return RunLengthText.of(runs);
  }

  /** Returns the number of pixels of the object. */
  public long area() {
    long area = 0;
    for (int i = 1; i < runs.length; i += 2) {
      area += runs[i];
    }
    return area;
  }

  /**
   * Returns the outlines of the connected parts of the object, without their holes, as COCO has
   * polygons: x and y of each corner in turn, on the edges of pixels, clockwise. Pixels that only
   * touch at a corner are not connected.
   */
  public List<int[]> polygons() {
    return MaskOutlines.of(this).stream().filter(outline -> area(outline) > 0).toList();
  }

  /** Returns all outlines: those of {@link #polygons}, and those of holes, counterclockwise. */
  public List<int[]> outlines() {
    return MaskOutlines.of(this);
  }

  /** Twice the area, negative if the corners go round counterclockwise. */
  private static long area(int[] outline) {
    long area = 0;
    for (int i = 0; i < outline.length; i += 2) {
      int next = (i + 2) % outline.length;
      area += (long) outline[i] * outline[next + 1] - (long) outline[next] * outline[i + 1];
    }
    return area;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask mask
        && mask.width == width
        && mask.height == height
        && Arrays.equals(mask.runs, runs);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(runs);
  }

  @Override
  public String toString() {
    return "%d pixels of %dx%d".formatted(area(), width, height);
  }
}
