package io.euge.model.importing;

import io.euge.model.spec.InputSize;
import java.util.List;
import java.util.Optional;

/**
 * The description of a graph by a user or a sidecar; each part is optional.
 *
 * @param head the name of the family
 * @param labels one for each class, in the order of the classes
 * @param inputSize of the image
 */
public record ModelDescription(
    Optional<String> head,
    Optional<List<String>> labels,
    Optional<InputSize> inputSize,
    Preprocessing preprocessing) {
  /** Leaves all open. */
  public static final ModelDescription NONE =
      new ModelDescription(
          Optional.empty(), Optional.empty(), Optional.empty(), Preprocessing.NONE);

  public ModelDescription {
    labels = labels.map(List::copyOf);
  }
}
