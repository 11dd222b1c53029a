package io.euge.model.importing;

import io.euge.model.onnx.ModelInspection;

/** Determines the inputs and outputs of a graph that another tool wrote. */
@FunctionalInterface
public interface GraphInterpreter {
  /**
   * Returns how the graph is imported.
   *
   * @throws io.euge.model.ModelException that says what was recognized and what is missing
   */
  ImportPlan plan(ModelInspection graph, ImportRequest request);
}
