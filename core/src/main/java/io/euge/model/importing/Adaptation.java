package io.euge.model.importing;

import io.euge.model.spec.InputSpec;
import java.util.List;
import java.util.Map;

/**
 * The changes to a graph.
 *
 * @param input the image as the graph takes it
 * @param constants the values of its other inputs, whole numbers of shape {@code [1, n]}
 * @param outputs those that are kept
 * @param batches whether one run can take several frames
 */
public record Adaptation(
    InputSpec input, Map<String, List<Long>> constants, List<OutputUse> outputs, boolean batches) {
  public Adaptation {
    constants = Map.copyOf(constants);
    outputs = List.copyOf(outputs);
  }
}
