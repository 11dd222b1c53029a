package io.euge.training;

import io.euge.model.darknet.Layer.Anchor;
import io.euge.model.darknet.YoloOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one head should say of a batch. A vehicle belongs to all anchors of about its size, in the
 * cell of its middle and, unless the assignment is strict, in the two cells nearest to it, which
 * {@code scale_x_y} of 2 lets reach there.
 *
 * <p>Rows are numbered {@code ((picture * anchors + anchor) * gridHeight + row) * gridWidth +
 * column}; lengths are in cells.
 */
final class Targets {
  private static final int BOX = 6;

  private final YoloOutput head;
  private final float stride;
  private final List<float[]> boxes = new ArrayList<>();
  private final List<Integer> rows = new ArrayList<>();
  private final List<Integer> kinds = new ArrayList<>();
  private final boolean[] open;
  private final Assignment assignment;

  /**
   * To whom a vehicle belongs.
   *
   * @param misfit the largest ratio of its sides to an anchor's
   * @param neighbors whether to the two nearest cells too
   */
  record Assignment(float misfit, boolean neighbors) {
    /** Learns quickly, and finds many vehicles twice. */
    static final Assignment GENEROUS = new Assignment(3.5f, true);

    /** YOLOv3's, but for vehicles that fit two anchors about as well. */
    static final Assignment STRICT = new Assignment(2, false);
  }

  /**
   * Nothing to find yet.
   *
   * @param inputWidth of the network, in pixels
   */
  Targets(YoloOutput head, int inputWidth, int pictures, Assignment assignment) {
    this.head = head;
    this.assignment = assignment;
    this.stride = (float) inputWidth / head.gridWidth();
    open = new boolean[pictures * head.anchors().size() * head.gridHeight() * head.gridWidth()];
  }

  /** How badly a vehicle fits the anchor: the largest ratio of their sides, at least 1. */
  static float misfit(Example.Vehicle vehicle, Anchor anchor) {
    float wide = vehicle.width() / anchor.width();
    float high = vehicle.height() / anchor.height();
    return Math.max(Math.max(wide, 1 / wide), Math.max(high, 1 / high));
  }

  /**
   * Adds a vehicle of a picture.
   *
   * @param best the misfit of the anchor of any head that fits it best: one that none fits well
   *     belongs to that one
   */
  void add(int picture, Example.Vehicle vehicle, float best) {
    if (!vehicle.counts()) {
      leaveOpen(picture, vehicle);
      return;
    }
    float x = vehicle.x() / stride;
    float y = vehicle.y() / stride;
    int column = Math.min((int) x, head.gridWidth() - 1);
    int row = Math.min((int) y, head.gridHeight() - 1);
    int besides = column + (x - column < 0.5f ? -1 : 1);
    int above = row + (y - row < 0.5f ? -1 : 1);
    for (int a = 0; a < head.anchors().size(); a++) {
      if (misfit(vehicle, head.anchors().get(a)) <= Math.max(best, assignment.misfit())) {
        place(picture, a, column, row, vehicle);
        if (assignment.neighbors()) {
          place(picture, a, besides, row, vehicle);
          place(picture, a, column, above, vehicle);
        }
      }
    }
  }

  private void place(int picture, int a, int column, int row, Example.Vehicle vehicle) {
    if (column < 0 || column >= head.gridWidth() || row < 0 || row >= head.gridHeight()) {
      return;
    }
    Anchor anchor = head.anchors().get(a);
    rows.add(row(picture, a, column, row));
    kinds.add(vehicle.kind());
    boxes.add(
        new float[] {
          vehicle.x() / stride - column,
          vehicle.y() / stride - row,
          vehicle.width() / stride,
          vehicle.height() / stride,
          anchor.width() / stride,
          anchor.height() / stride
        });
  }

  private int row(int picture, int anchor, int column, int row) {
    int anchors = head.anchors().size();
    return ((picture * anchors + anchor) * head.gridHeight() + row) * head.gridWidth() + column;
  }

  /** Whether something is found there is neither right nor wrong. */
  private void leaveOpen(int picture, Example.Vehicle vehicle) {
    int left = cell(vehicle.x() - vehicle.width() / 2, head.gridWidth());
    int right = cell(vehicle.x() + vehicle.width() / 2, head.gridWidth());
    int top = cell(vehicle.y() - vehicle.height() / 2, head.gridHeight());
    int bottom = cell(vehicle.y() + vehicle.height() / 2, head.gridHeight());
    for (int a = 0; a < head.anchors().size(); a++) {
      for (int y = top; y <= bottom; y++) {
        Arrays.fill(open, row(picture, a, left, y), row(picture, a, right, y) + 1, true);
      }
    }
  }

  private int cell(float pixels, int cells) {
    return Math.max(0, Math.min(cells - 1, (int) (pixels / stride)));
  }

  int size() {
    return rows.size();
  }

  /** The rows that should find something; a row may be there twice. */
  long[] rows() {
    return rows.stream().mapToLong(Integer::longValue).toArray();
  }

  /** For each of them {@code x, y} from the cell's corner, width, height, the anchor's sides. */
  float[] boxes() {
    float[] flat = new float[boxes.size() * BOX];
    for (int i = 0; i < boxes.size(); i++) {
      System.arraycopy(boxes.get(i), 0, flat, i * BOX, BOX);
    }
    return flat;
  }

  /** For each of them 1 at its class and 0 at the others. */
  float[] classes() {
    float[] flat = new float[kinds.size() * head.classes()];
    for (int i = 0; i < kinds.size(); i++) {
      flat[i * head.classes() + kinds.get(i)] = 1;
    }
    return flat;
  }

  /**
   * What the objectness of all rows should be: the overlap of what was found with what is there.
   *
   * @param overlaps of the rows in {@link #rows()}
   */
  float[] objectness(float[] overlaps) {
    float[] all = new float[open.length];
    for (int i = 0; i < overlaps.length; i++) {
      all[rows.get(i)] = Math.max(all[rows.get(i)], overlaps[i]);
    }
    return all;
  }

  /** 1 for the rows whose objectness counts, 0 for the others. */
  float[] weights() {
    float[] all = new float[open.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = open[i] ? 0 : 1;
    }
    rows.forEach(row -> all[row] = 1);
    return all;
  }
}
