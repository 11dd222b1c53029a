package io.euge.detection.head;

import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recognizes the models of one family. */
interface HeadRecognizer {
  /**
   * Returns the head of a graph; empty if the graph is not of this family.
   *
   * @param metadata the graph file's properties
   * @param outputs the graph's outputs
   * @throws io.euge.model.ModelException if it is of this family but its head cannot be understood
   */
  Optional<Head> recognize(Map<String, String> metadata, List<TensorSpec> outputs);
}
