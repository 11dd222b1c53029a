package io.euge.cli.evaluate;

import io.euge.evaluation.GroundTruth;
import java.util.List;

/**
 * The ground truth of one frame.
 *
 * @param image ID of a COCO image, otherwise 0; among equal confidences, the lower ID counts first
 * @param leastHeight minimum height in pixels of objects that must be found, see {@link
 *     io.euge.evaluation.Image}
 */
record FrameTruth(long image, List<GroundTruth> objects, double leastHeight) {
  FrameTruth {
    objects = List.copyOf(objects);
  }
}
