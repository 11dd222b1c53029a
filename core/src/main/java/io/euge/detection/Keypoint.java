package io.euge.detection;

/**
 * A named point of an object, such as an elbow of a person.
 *
 * @param x in pixels of the source frame; may lie outside the frame
 * @param y in pixels of the source frame; may lie outside the frame
 * @param confidence that the point is visible, in [0, 1]; NaN where the model has none
 */
public record Keypoint(float x, float y, float confidence) {
  /** Returns whether the model gives a confidence. */
  public boolean isScored() {
    return !Float.isNaN(confidence);
  }
}
