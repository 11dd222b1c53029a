package io.euge.tracking;

/**
 * Gives the boxes of a sequence of frames numbers, so that one object keeps one number. It reads
 * boxes alone, never pixels, and is deterministic: the same frames give the same tracks to the bit,
 * and the order of boxes within a frame makes no difference where their confidences differ.
 *
 * <p>A tracker belongs to one sequence and one thread. It takes the frames in order of display,
 * frames without boxes too, for these are what time passes by.
 */
public interface Tracker {
  /**
   * Advances to the next frame.
   *
   * @param seconds the time of the frame; where it does not grow, or is NaN, one nominal frame
   *     duration has passed
   * @param boxes all boxes of the frame; read during the call only
   * @return the tracks of this frame by rising number; no track is there twice
   */
  TrackedBoxes track(double seconds, FrameBoxes boxes);
}
