package io.euge.traffic;

import io.euge.detection.Detection;
import io.euge.evaluation.GroundTruth;
import io.euge.evaluation.Image;
import java.util.List;

/**
 * Which vehicles a detector must find; of the others it may say what it likes.
 *
 * @param visible least part of it that nothing hides, 0 to 1
 * @param height least height of the box around what can be seen of it, as a part of the picture's
 */
public record Findable(double visible, double height) {
  /** Three tenths of it seen, and a twentieth of the picture's height: 18 pixels of 360 lines. */
  public static final Findable STANDARD = new Findable(0.3, 1 / 20.0);

  public Findable {
    if (!(visible >= 0 && visible <= 1 && height >= 0 && height <= 1)) {
      throw new IllegalArgumentException("no parts: %s, %s".formatted(visible, height));
    }
  }

  /** Whether a vehicle in a picture that is so many pixels high must be found. */
  public boolean asksFor(Sighting seen, int pictureHeight) {
    return seen.visible() >= visible && seen.height() >= height * pictureHeight;
  }

  /** A picture that is so many pixels high, and what was found in it, for an evaluation. */
  public Image image(List<Sighting> sightings, int pictureHeight, List<Detection> detections) {
    return new Image(truths(sightings, pictureHeight), detections, height * pictureHeight);
  }

  /** All vehicles of a picture that is so many pixels high, for an evaluation. */
  public List<GroundTruth> truths(List<Sighting> sightings, int pictureHeight) {
    return sightings.stream().map(seen -> truth(seen, pictureHeight)).toList();
  }

  private GroundTruth truth(Sighting seen, int pictureHeight) {
    return new GroundTruth(
        seen.kind().label(),
        seen.x(),
        seen.y(),
        seen.width(),
        seen.height(),
        !asksFor(seen, pictureHeight));
  }
}
