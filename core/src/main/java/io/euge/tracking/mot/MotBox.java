package io.euge.tracking.mot;

/**
 * One line of MOT text.
 *
 * @param frame number of the frame, from 1
 * @param id of the track; -1 for a detection
 * @param x left edge in pixels
 * @param y top edge in pixels
 * @param width in pixels, at least 0
 * @param height in pixels, at least 0
 * @param confidence of a detection or track; in ground truth 0 where the box does not count
 * @param classId the class of ground truth, from 1; -1 if unknown
 * @param visibility the visible part of ground truth in [0, 1]; -1 if unknown
 */
public record MotBox(
    int frame,
    int id,
    double x,
    double y,
    double width,
    double height,
    double confidence,
    int classId,
    double visibility) {

  /** A box of a detection or a track, without what ground truth alone has. */
  public MotBox(
      int frame, int id, double x, double y, double width, double height, double confidence) {
    this(frame, id, x, y, width, height, confidence, -1, -1);
  }
}
