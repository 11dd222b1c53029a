package io.euge.evaluation.groundtruth;

import io.euge.detection.Detection;
import io.euge.evaluation.GroundTruth;
import io.euge.evaluation.Image;
import java.util.List;

/**
 * The thresholds below which a detector need not find an object. An object below a threshold is
 * ignored: it need not be found, and a detection of it is no false positive.
 *
 * @param visible least visible part of an object, 0 to 1
 * @param height least height of the box around the visible part, as a fraction of the picture's
 *     height
 */
public record IgnoreThresholds(double visible, double height) {
  /** Three tenths visible, and a twentieth of the picture's height: 18 pixels of 360 lines. */
  public static final IgnoreThresholds STANDARD = new IgnoreThresholds(0.3, 1 / 20.0);

  public IgnoreThresholds {
    if (!(visible >= 0 && visible <= 1 && height >= 0 && height <= 1)) {
      throw new IllegalArgumentException("no parts: %s, %s".formatted(visible, height));
    }
  }

  /**
   * Returns whether an object need not be found.
   *
   * @param pictureHeight in pixels
   */
  public boolean ignores(ObjectGroundTruth object, int pictureHeight) {
    return object.visible() < visible || object.height() < height * pictureHeight;
  }

  /**
   * Returns a picture for an evaluation.
   *
   * @param pictureHeight in pixels
   * @param detections in the picture
   */
  public Image image(
      List<ObjectGroundTruth> objects, int pictureHeight, List<Detection> detections) {
    return new Image(groundTruth(objects, pictureHeight), detections, height * pictureHeight);
  }

  /**
   * Returns all objects of a picture for an evaluation.
   *
   * @param pictureHeight in pixels
   */
  public List<GroundTruth> groundTruth(List<ObjectGroundTruth> objects, int pictureHeight) {
    return objects.stream().map(object -> groundTruth(object, pictureHeight)).toList();
  }

  private GroundTruth groundTruth(ObjectGroundTruth object, int pictureHeight) {
    return new GroundTruth(
        object.label(),
        object.x(),
        object.y(),
        object.width(),
        object.height(),
        ignores(object, pictureHeight));
  }
}
