package io.euge.inference.compiled;

import io.euge.file.Sha256;
import io.euge.inference.InferenceException;
import io.euge.model.Model;

/** The graph file that a model is compiled from. */
public final class SourceGraph {
  private SourceGraph() {}

  /**
   * The graph is another than when the model was opened. The cache would return the current content
   * to all who request the earlier one.
   */
  public static final class ChangedException extends InferenceException {
    ChangedException(Model model) {
      super(
          "The graph %s of model %s has changed since the model was opened; open it again"
              .formatted(model.graph(), model.name()));
    }
  }

  /**
   * Checks that the graph still is what it was when the model was opened.
   *
   * @throws ChangedException if not
   */
  public static void checkUnchanged(Model model) {
    if (!Sha256.of(model.graph()).equals(model.sha256())) {
      throw new ChangedException(model);
    }
  }
}
