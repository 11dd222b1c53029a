package io.euge.detection.mask;

import io.euge.detection.Mask;
import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Makes masks of prototypes, as YOLACT and Ultralytics' networks do: the logit of a cell of the
 * prototypes is the sum of the prototypes there, each times the object's coefficient. Logits are
 * interpolated bilinearly at the centers of the frame's pixels, and a pixel within the box belongs
 * to the object where its logit is above zero. Keeps its memory from mask to mask. For one thread.
 */
public final class MaskAssembler {
  private final int columns;
  private final int rows;

  /** Cells for one pixel of the network's input. */
  private final double cellsX;

  private final double cellsY;
  private final RunBuilder runs = new RunBuilder();

  /** The logits of the cells that the box needs, row by row. */
  private float[] logits = {};

  private float[] prototypeRow = {};

  /** The logits of one column of pixels, at the rows of the cells. */
  private float[] column = {};

  /** For each row of pixels, the cell above it and how far it is below that cell's center. */
  private int[] cellAbove = {};

  private float[] below = {};

  private Letterbox letterbox;
  private int frameWidth;
  private int frameHeight;
  private int left;
  private int right;
  private int top;
  private int bottom;
  private int firstColumn;
  private int firstRow;
  private int usedColumns;
  private int usedRows;

  /**
   * Prepares for a network.
   *
   * @param columns of the prototypes
   * @param rows of the prototypes
   * @param inputWidth of the network in pixels
   * @param inputHeight of the network in pixels
   */
  public MaskAssembler(int columns, int rows, int inputWidth, int inputHeight) {
    this.columns = columns;
    this.rows = rows;
    this.cellsX = (double) columns / inputWidth;
    this.cellsY = (double) rows / inputHeight;
  }

  /** Begins with a frame and how it lies in the network's input. */
  public void start(Letterbox geometry, int width, int height) {
    letterbox = geometry;
    frameWidth = width;
    frameHeight = height;
  }

  /**
   * Computes the logits that the mask of a box needs.
   *
   * @param prototypes {@code [N, coefficients, rows, columns]}; only read
   * @param base where those of the frame begin
   * @param x left edge of the box in pixels of the frame
   * @param y top edge of the box in pixels of the frame
   * @return a logit that is not finite, or 0 if all are
   */
  public float prepare(
      FloatBuffer prototypes,
      int base,
      float[] coefficients,
      float x,
      float y,
      float width,
      float height) {
    left = firstPixel(x, frameWidth);
    right = firstPixel((double) x + width, frameWidth);
    top = firstPixel(y, frameHeight);
    bottom = firstPixel((double) y + height, frameHeight);
    if (left >= right || top >= bottom) {
      return 0;
    }
    firstColumn = (int) cellX(left);
    usedColumns = Math.min(columns - 1, (int) cellX(right - 1) + 1) - firstColumn + 1;
    firstRow = (int) cellY(top);
    usedRows = Math.min(rows - 1, (int) cellY(bottom - 1) + 1) - firstRow + 1;
    int cells = usedColumns * usedRows;
    if (logits.length < cells) {
      logits = new float[cells];
    }
    if (prototypeRow.length < usedColumns) {
      prototypeRow = new float[usedColumns];
    }
    Arrays.fill(logits, 0, cells, 0);
    for (int k = 0; k < coefficients.length; k++) {
      add(prototypes, base + k * rows * columns, coefficients[k]);
    }
    for (int i = 0; i < cells; i++) {
      if (!Float.isFinite(logits[i])) {
        return logits[i];
      }
    }
    return 0;
  }

  /** Returns the first pixel whose center is at or behind an edge. */
  private static int firstPixel(double edge, int pixels) {
    return (int) Math.max(0, Math.min(pixels, Math.ceil(edge - 0.5)));
  }

  private void add(FloatBuffer prototypes, int prototype, float coefficient) {
    for (int row = 0; row < usedRows; row++) {
      prototypes.get(
          prototype + (firstRow + row) * columns + firstColumn, prototypeRow, 0, usedColumns);
      int at = row * usedColumns;
      for (int i = 0; i < usedColumns; i++) {
        logits[at + i] += coefficient * prototypeRow[i];
      }
    }
  }

  /** Returns where the center of a column of pixels lies among the centers of the cells. */
  private double cellX(int pixel) {
    double input = letterbox.left() + (pixel + 0.5) * letterbox.scaleX();
    return Math.max(0, Math.min(columns - 1, input * cellsX - 0.5));
  }

  private double cellY(int pixel) {
    double input = letterbox.top() + (pixel + 0.5) * letterbox.scaleY();
    return Math.max(0, Math.min(rows - 1, input * cellsY - 0.5));
  }

  /** Returns the mask of the box that was prepared. */
  public Mask mask() {
    runs.start();
    if (left < right && top < bottom) {
      interpolateRows();
      for (int pixel = left; pixel < right; pixel++) {
        addColumn(pixel);
      }
    }
    return new Mask(
        frameWidth, frameHeight, runs.finish(Math.multiplyExact(frameWidth, frameHeight)));
  }

  private void interpolateRows() {
    int pixels = bottom - top;
    if (cellAbove.length < pixels) {
      cellAbove = new int[pixels];
      below = new float[pixels];
    }
    if (column.length < usedRows + 1) {
      column = new float[usedRows + 1];
    }
    for (int i = 0; i < pixels; i++) {
      double cell = cellY(top + i) - firstRow;
      cellAbove[i] = (int) cell;
      below[i] = (float) (cell - cellAbove[i]);
    }
  }

  private void addColumn(int pixel) {
    double cell = cellX(pixel) - firstColumn;
    int before = (int) cell;
    int after = Math.min(before + 1, usedColumns - 1);
    float part = (float) (cell - before);
    for (int row = 0; row < usedRows; row++) {
      float logit = logits[row * usedColumns + before];
      column[row] = logit + part * (logits[row * usedColumns + after] - logit);
    }
    column[usedRows] = column[usedRows - 1];
    int base = pixel * frameHeight + top;
    for (int i = 0; i < bottom - top; i++) {
      float logit = column[cellAbove[i]];
      if (logit + below[i] * (column[cellAbove[i] + 1] - logit) > 0) {
        runs.add(base + i);
      }
    }
  }
}
