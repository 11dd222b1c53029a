package io.euge.model.importing;

import io.euge.model.onnx.ModelInspection;

/** Finds out what a graph that another tool wrote takes and gives. */
@FunctionalInterface
public interface GraphInterpreter {
  /**
   * Returns how the graph is imported.
   *
   * @throws io.euge.model.ModelException that says what was recognized and what is missing
   */
  ImportPlan plan(ModelInspection graph, ImportRequest request);
}
