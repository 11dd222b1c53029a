package io.euge.detection;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/**
 * The detections of one frame, by falling confidence; equal confidences keep the order of the
 * network's outputs. A frame without detections has one of these too. Immutable.
 */
public final class FrameDetections {
  /** The floats of a keypoint. */
  public static final int KEYPOINT_NUMBERS = 3;

  private static final float[] NO_KEYPOINTS = {};
  private static final Mask[] NO_MASKS = {};

  private final long frame;
  private final double seconds;
  private final int width;
  private final int height;
  private final double pixelAspectRatio;
  private final List<String> labels;
  private final int[] classIds;
  private final float[] numbers;
  private final float[] keypoints;
  private final Mask[] masks;

  /**
   * Creates the boxes of a frame.
   *
   * @param numbers five floats a detection: confidence, x, y, width, height. Both arrays are taken
   *     over, not copied.
   */
  public FrameDetections(
      long frame,
      double seconds,
      int width,
      int height,
      double pixelAspectRatio,
      List<String> labels,
      int[] classIds,
      float[] numbers) {
    this(
        frame,
        seconds,
        width,
        height,
        pixelAspectRatio,
        labels,
        classIds,
        numbers,
        NO_KEYPOINTS,
        NO_MASKS);
  }

  /**
   * Creates the boxes of a frame with keypoints or masks.
   *
   * @param numbers five floats a detection: confidence, x, y, width, height
   * @param keypoints three floats a point, x, y and confidence, and as many points for each
   *     detection; empty if there are none
   * @param masks one for each detection; empty if there are none. No array is copied.
   */
  public FrameDetections(
      long frame,
      double seconds,
      int width,
      int height,
      double pixelAspectRatio,
      List<String> labels,
      int[] classIds,
      float[] numbers,
      float[] keypoints,
      Mask[] masks) {
    this.frame = frame;
    this.seconds = seconds;
    this.width = width;
    this.height = height;
    this.pixelAspectRatio = pixelAspectRatio;
    this.labels = labels;
    this.classIds = classIds;
    this.numbers = numbers;
    this.keypoints = keypoints;
    this.masks = masks;
  }

  /** Index of the frame in presentation order, from 0. */
  public long frame() {
    return frame;
  }

  /** Presentation time in seconds from the start of the video. */
  public double seconds() {
    return seconds;
  }

  /** Width of the source frame in pixels, turned for display and not stretched. */
  public int width() {
    return width;
  }

  /** Height of the source frame in pixels, turned for display. */
  public int height() {
    return height;
  }

  /** Width of a pixel of the source frame as displayed, divided by its height. */
  public double pixelAspectRatio() {
    return pixelAspectRatio;
  }

  public int count() {
    return classIds.length;
  }

  public String label(int i) {
    return labels.get(classIds[i]);
  }

  public int classId(int i) {
    return classIds[i];
  }

  public float confidence(int i) {
    return numbers[5 * i];
  }

  public float x(int i) {
    return numbers[5 * i + 1];
  }

  public float y(int i) {
    return numbers[5 * i + 2];
  }

  public float width(int i) {
    return numbers[5 * i + 3];
  }

  public float height(int i) {
    return numbers[5 * i + 4];
  }

  /** Returns the number of keypoints of each detection; 0 if there are none. */
  public int keypointCount() {
    return classIds.length == 0 ? 0 : keypoints.length / KEYPOINT_NUMBERS / classIds.length;
  }

  /** Returns a keypoint of a detection. */
  public Keypoint keypoint(int i, int point) {
    int at = KEYPOINT_NUMBERS * (i * keypointCount() + point);
    return new Keypoint(keypoints[at], keypoints[at + 1], keypoints[at + 2]);
  }

  /** Returns the mask of a detection; null if there is none. */
  public Mask mask(int i) {
    return masks.length == 0 ? null : masks[i];
  }

  /** The detections as a list of records, each made when asked for. */
  public List<Detection> detections() {
    return new View();
  }

  @Override
  public String toString() {
    return "frame " + frame + " at " + seconds + " s: " + detections();
  }

  private final class View extends AbstractList<Detection> implements RandomAccess {
    @Override
    public Detection get(int i) {
      return new Detection(
          label(i),
          classId(i),
          confidence(i),
          x(i),
          y(i),
          width(i),
          height(i),
          IntStream.range(0, keypointCount()).mapToObj(point -> keypoint(i, point)).toList(),
          mask(i));
    }

    @Override
    public int size() {
      return count();
    }
  }
}
