package io.euge.model.store;

import io.euge.model.Model;

/** Decides whether a model can be used for what its caller does with it. */
@FunctionalInterface
public interface ModelValidator {
  /**
   * Checks a model that was read whole.
   *
   * @throws io.euge.model.ModelException if it cannot be used
   */
  void validate(Model model);
}
