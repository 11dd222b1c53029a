package io.euge.detection.head;

import io.euge.model.importing.OutputUse;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.Normalization;
import java.util.List;
import java.util.Map;

/**
 * What was recognized in a graph.
 *
 * @param head its head
 * @param classes how many classes it scores
 * @param outputs those that the head reads
 * @param constants values for inputs beside the image
 * @param colors the usual order of the family's channels
 * @param normalization the family's usual normalization
 * @param fit how the family's frames are usually fitted
 * @param batches whether the outputs have a place for each frame of a run
 */
public record Recognition(
    Head head,
    int classes,
    List<OutputUse> outputs,
    Map<String, List<Long>> constants,
    ColorOrder colors,
    Normalization normalization,
    FrameFit fit,
    boolean batches) {
  public Recognition {
    outputs = List.copyOf(outputs);
    constants = Map.copyOf(constants);
  }
}
