package io.euge.tracking.mot;

/**
 * One line of KITTI's labels for tracking, without the position in space.
 *
 * @param frame index of the frame, from 0
 * @param id of the track; -1 for regions that do not count
 * @param type of the object, as {@code Car} or {@code DontCare}
 * @param truncated 0 (whole), 1 or 2 (cut by the image's edge); -1 if unknown
 * @param occluded 0 (fully visible) to 3 (unknown); -1 in results
 * @param left edge in pixels
 * @param top edge in pixels
 * @param right edge in pixels
 * @param bottom edge in pixels
 * @param score of a result; 1 in ground truth, which has none
 */
public record KittiBox(
    int frame,
    int id,
    String type,
    double truncated,
    double occluded,
    double left,
    double top,
    double right,
    double bottom,
    double score) {}
