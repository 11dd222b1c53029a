package io.euge.detection;

import java.util.List;

/**
 * One object found in one frame.
 *
 * @param label the class in words
 * @param classId the class as its index in the model's labels
 * @param confidence objectness times class probability, in (0, 1]
 * @param x left edge in pixels of the source frame; may lie outside the frame
 * @param y top edge in pixels of the source frame; may lie outside the frame
 * @param width in pixels of the source frame
 * @param height in pixels of the source frame
 * @param keypoints in the model's order; empty if it finds none, or they were not asked for
 * @param mask its pixels within the box; null if the model finds none, or it was not asked for
 */
public record Detection(
    String label,
    int classId,
    float confidence,
    float x,
    float y,
    float width,
    float height,
    List<Keypoint> keypoints,
    Mask mask) {
  public Detection {
    keypoints = List.copyOf(keypoints);
  }

  /** Creates a detection that is a box alone. */
  public Detection(
      String label, int classId, float confidence, float x, float y, float width, float height) {
    this(label, classId, confidence, x, y, width, height, List.of(), null);
  }
}
