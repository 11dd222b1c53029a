package io.euge.evaluation.groundtruth;

/**
 * A counting line across one lane, from its left to its right in the picture.
 *
 * @param name of the line
 * @param lane number from the left
 * @param away whether the lane leads away from the camera
 * @param leftX column of the left end in pixels
 * @param leftY row of the left end
 * @param rightX column of the right end
 * @param rightY row of the right end
 */
public record LaneLine(
    String name, int lane, boolean away, double leftX, double leftY, double rightX, double rightY) {
  /** The direction of those who drive away from the camera. */
  public static final String AWAY = "away";

  /** The direction of those who drive towards the camera. */
  public static final String TOWARDS = "towards";
}
