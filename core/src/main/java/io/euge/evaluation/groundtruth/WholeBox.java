package io.euge.evaluation.groundtruth;

import java.util.Locale;

/**
 * The box around all of an object, whatever hides it, the edge of the picture included.
 *
 * @param id the same in all pictures of a video
 * @param kind its class in capitals, as {@code CAR}
 * @param x left edge of the box in pixels
 * @param y top edge
 * @param width of the box
 * @param height of the box
 */
public record WholeBox(int id, String kind, double x, double y, double width, double height) {
  /** Returns the class as a model's labels name it, in small letters. */
  public String label() {
    return kind.toLowerCase(Locale.ROOT);
  }
}
