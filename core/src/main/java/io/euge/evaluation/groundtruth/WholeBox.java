package io.euge.evaluation.groundtruth;

import java.util.Locale;

/**
 * The box around the whole object, including parts that are hidden or outside the picture.
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
