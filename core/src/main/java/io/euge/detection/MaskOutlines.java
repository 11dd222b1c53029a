package io.euge.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Follows the outlines of a mask along the edges of its pixels, with the object to the right. Where
 * two pixels touch at a corner, the outline stays at its own.
 */
final class MaskOutlines {
  private static final int[] STEP_X = {1, 0, -1, 0};
  private static final int[] STEP_Y = {0, 1, 0, -1};

  /** The part of the frame that holds the object, row by row. */
  private final BitSet pixels = new BitSet();

  private final int left;
  private final int top;
  private final int width;
  private final int height;

  /** Upper edges of pixels that were followed. */
  private final BitSet followed = new BitSet();

  private int[] corners = new int[64];

  private MaskOutlines(int left, int top, int right, int bottom) {
    this.left = left;
    this.top = top;
    this.width = right - left;
    this.height = bottom - top;
  }

  static List<int[]> of(Mask mask) {
    int left = mask.width();
    int right = 0;
    int top = mask.height();
    int bottom = 0;
    int[] runs = mask.runs();
    for (int i = 1, at = runs[0]; i < runs.length; at += runs[i] + next(runs, i), i += 2) {
      if (runs[i] > 0) {
        int last = at + runs[i] - 1;
        boolean oneColumn = at / mask.height() == last / mask.height();
        left = Math.min(left, at / mask.height());
        right = Math.max(right, last / mask.height() + 1);
        top = oneColumn ? Math.min(top, at % mask.height()) : 0;
        bottom = oneColumn ? Math.max(bottom, last % mask.height() + 1) : mask.height();
      }
    }
    if (right <= left) {
      return List.of();
    }
    MaskOutlines outlines = new MaskOutlines(left, top, right, bottom);
    for (int i = 1, at = runs[0]; i < runs.length; at += runs[i] + next(runs, i), i += 2) {
      for (int pixel = at; pixel < at + runs[i]; pixel++) {
        outlines.set(pixel / mask.height(), pixel % mask.height());
      }
    }
    return outlines.follow();
  }

  private static int next(int[] runs, int i) {
    return i + 1 < runs.length ? runs[i + 1] : 0;
  }

  private void set(int x, int y) {
    pixels.set((y - top) * width + x - left);
  }

  private boolean inside(int x, int y) {
    return x >= 0 && x < width && y >= 0 && y < height && pixels.get(y * width + x);
  }

  private List<int[]> follow() {
    List<int[]> outlines = new ArrayList<>();
    for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
      int x = i % width;
      int y = i / width;
      if (!inside(x, y - 1) && !followed.get(i)) {
        outlines.add(follow(x, y));
      }
    }
    return List.copyOf(outlines);
  }

  /** Follows the outline that leaves the upper left corner of a pixel to the right. */
  private int[] follow(int startX, int startY) {
    int x = startX;
    int y = startY;
    int direction = 0;
    int count = add(0, x, y);
    do {
      if (direction == 0) {
        followed.set(y * width + x);
      }
      x += STEP_X[direction];
      y += STEP_Y[direction];
      int turned = turn(x, y, direction);
      if (turned != direction && (x != startX || y != startY || turned != 0)) {
        count = add(count, x, y);
      }
      direction = turned;
    } while (x != startX || y != startY || direction != 0);
    return Arrays.copyOf(corners, count);
  }

  /** Returns where the outline goes on from a corner: right if it can, else on, else left. */
  private int turn(int x, int y, int direction) {
    for (int turn = 1; turn >= -1; turn--) {
      int turned = (direction + turn) & 3;
      if (isOutline(x, y, turned)) {
        return turned;
      }
    }
    throw new IllegalStateException("an outline ends");
  }

  /** Whether an edge has the object to its right and not to its left. */
  private boolean isOutline(int x, int y, int direction) {
    return switch (direction) {
      case 0 -> inside(x, y) && !inside(x, y - 1);
      case 1 -> inside(x - 1, y) && !inside(x, y);
      case 2 -> inside(x - 1, y - 1) && !inside(x - 1, y);
      default -> inside(x, y - 1) && !inside(x - 1, y - 1);
    };
  }

  private int add(int count, int x, int y) {
    if (count == corners.length) {
      corners = Arrays.copyOf(corners, 2 * count);
    }
    corners[count] = left + x;
    corners[count + 1] = top + y;
    return count + 2;
  }
}
