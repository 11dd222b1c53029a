package io.euge.detection.head;

import io.euge.video.Letterbox;
import java.util.Arrays;

/**
 * The boxes of one frame before suppression, in parallel arrays that grow once and are used again
 * for every frame. Boxes are left, top, width and height in source pixels.
 */
public final class Candidates {
  int size;
  int[] classIds = new int[256];
  float[] confidences = new float[256];
  float[] boxes = new float[4 * 256];

  /** Where each box is in its output. */
  private int[] places = new int[256];

  private int place;
  private int leftOut;
  private Letterbox letterbox;

  /**
   * Begins with a frame.
   *
   * @param geometry how it lies in the network's input
   */
  public void start(Letterbox geometry) {
    size = 0;
    leftOut = 0;
    letterbox = geometry;
  }

  /** Sets where the next box is in its output, for heads whose boxes have parts. */
  public void setPlace(int box) {
    place = box;
  }

  /**
   * Adds a box in pixels of the network's input. A box whose size is beyond the range of floats is
   * left out and counted.
   *
   * @param x of the center
   * @param y of the center
   */
  public void addCentered(
      int classId, float confidence, double x, double y, double width, double height) {
    double sourceWidth = width / letterbox.scaleX();
    double sourceHeight = height / letterbox.scaleY();
    add(
        classId,
        confidence,
        (x - letterbox.left()) / letterbox.scaleX() - sourceWidth / 2,
        (y - letterbox.top()) / letterbox.scaleY() - sourceHeight / 2,
        sourceWidth,
        sourceHeight);
  }

  /** Adds a box by two corners, in pixels of the network's input, as {@link #addCentered} does. */
  public void addCorners(
      int classId, float confidence, double left, double top, double right, double bottom) {
    add(
        classId,
        confidence,
        (left - letterbox.left()) / letterbox.scaleX(),
        (top - letterbox.top()) / letterbox.scaleY(),
        (right - left) / letterbox.scaleX(),
        (bottom - top) / letterbox.scaleY());
  }

  /** Adds a box by its left, top, width and height in source pixels. */
  public void add(int classId, float confidence, double x, double y, double width, double height) {
    if (Float.isFinite((float) (x + y)) && Float.isFinite((float) (width * height))) {
      append(classId, confidence, (float) x, (float) y, (float) width, (float) height);
    } else {
      leftOut++;
    }
  }

  private void append(int classId, float confidence, float x, float y, float width, float height) {
    if (size == classIds.length) {
      classIds = Arrays.copyOf(classIds, 2 * size);
      confidences = Arrays.copyOf(confidences, 2 * size);
      boxes = Arrays.copyOf(boxes, 8 * size);
      places = Arrays.copyOf(places, 2 * size);
    }
    classIds[size] = classId;
    places[size] = place;
    confidences[size] = confidence;
    boxes[4 * size] = x;
    boxes[4 * size + 1] = y;
    boxes[4 * size + 2] = width;
    boxes[4 * size + 3] = height;
    size++;
  }

  /** Returns how many boxes there are. */
  public int size() {
    return size;
  }

  /** Returns how many boxes of the frame are left out, because floats do not reach so far. */
  public int leftOut() {
    return leftOut;
  }

  /** Returns the class of a box. */
  public int classId(int box) {
    return classIds[box];
  }

  /** Returns the confidence of a box. */
  public float confidence(int box) {
    return confidences[box];
  }

  /** Returns where a box is in its output. */
  public int place(int box) {
    return places[box];
  }

  /** Copies left, top, width and height of a box in source pixels. */
  public void copyBox(int box, float[] to, int at) {
    System.arraycopy(boxes, 4 * box, to, at, 4);
  }

  /** Intersection over union of two boxes; 0 where both are empty. */
  float iou(int a, int b) {
    int i = 4 * a;
    int j = 4 * b;
    float width =
        Math.min(boxes[i] + boxes[i + 2], boxes[j] + boxes[j + 2]) - Math.max(boxes[i], boxes[j]);
    float height =
        Math.min(boxes[i + 1] + boxes[i + 3], boxes[j + 1] + boxes[j + 3])
            - Math.max(boxes[i + 1], boxes[j + 1]);
    if (width <= 0 || height <= 0) {
      return 0;
    }
    float both = width * height;
    return both / (boxes[i + 2] * boxes[i + 3] + boxes[j + 2] * boxes[j + 3] - both);
  }
}
