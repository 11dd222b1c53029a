package io.euge.cli.evaluate;

import io.euge.evaluation.GroundTruth;
import java.util.List;

/**
 * The truth of one frame.
 *
 * @param image the id of a COCO image, else 0: of equal confidences the lower id counts first
 * @param leastHeight in pixels of what must be found, see {@link io.euge.evaluation.Image}
 */
record FrameTruth(long image, List<GroundTruth> objects, double leastHeight) {
  FrameTruth {
    objects = List.copyOf(objects);
  }
}
