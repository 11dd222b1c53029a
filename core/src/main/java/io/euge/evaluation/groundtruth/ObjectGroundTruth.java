package io.euge.evaluation.groundtruth;

import java.util.Locale;

/**
 * An object in a picture, with the box around its visible part.
 *
 * @param id the same in all pictures of a video
 * @param kind its class in capitals, as {@code CAR}
 * @param x left edge of the box in pixels
 * @param y top edge
 * @param width of the box
 * @param height of the box
 * @param visible the part of its pixels, within the picture or not, that nothing hides: 0 to 1
 * @param lane number from the left
 * @param away whether it drives away from the camera
 */
public record ObjectGroundTruth(
    int id,
    String kind,
    double x,
    double y,
    double width,
    double height,
    double visible,
    int lane,
    boolean away) {

  /** Returns the class as a model's labels name it, in small letters. */
  public String label() {
    return kind.toLowerCase(Locale.ROOT);
  }
}
