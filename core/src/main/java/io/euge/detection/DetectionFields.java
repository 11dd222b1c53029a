package io.euge.detection;

import java.io.Serializable;

/**
 * The fields of a detection that are computed in addition to its box. A field that the model does
 * not provide is left out.
 *
 * @param keypoints of poses
 * @param masks of instance segmentation
 * @param crops the pixels of the frame, from which those of the box are cut
 */
public record DetectionFields(boolean keypoints, boolean masks, boolean crops)
    implements Serializable {
  /** Boxes alone. */
  public static final DetectionFields BOXES = new DetectionFields(false, false, false);

  /** All that is found in the network's outputs. */
  public static final DetectionFields ALL_OUTPUTS = new DetectionFields(true, true, false);

  /** Returns the same fields with crops or without. */
  public DetectionFields withCrops(boolean wanted) {
    return new DetectionFields(keypoints, masks, wanted);
  }
}
