package io.euge.detection.importing;

import io.euge.Quantity;
import io.euge.model.importing.Finding.Source;
import io.euge.model.importing.ModelDescription;
import io.euge.model.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The labels of a graph's classes: those that are said, those in its metadata, or COCO's. */
final class ClassLabels {
  private final Optional<Sourced<List<String>>> named;

  ClassLabels(Statements said, Map<String, String> metadata) {
    Optional<Sourced<List<String>>> given = said.of("labels", ModelDescription::labels);
    Optional<List<String>> inFile =
        GraphLabels.of(metadata).filter(labels -> Labels.fault(labels).isEmpty());
    if (given.isPresent() && inFile.isPresent() && !given.get().value().equals(inFile.get())) {
      said.notice(
          "labels: the %s is used, and the model's metadata names others"
              .formatted(given.get().source().label()));
    }
    if (given.isEmpty() && inFile.isEmpty() && GraphLabels.arePresent(metadata)) {
      said.notice("the names of classes in its metadata cannot be read, and are not used");
    }
    named = given.or(() -> inFile.map(labels -> new Sourced<>(labels, Source.METADATA)));
  }

  /** Returns how many classes have names; empty if none has. */
  Optional<Integer> count() {
    return named.map(labels -> labels.value().size());
  }

  /**
   * Returns a label for each class that the graph scores.
   *
   * @throws Unresolved if there are none, or another number of them
   */
  Sourced<List<String>> resolve(Statements said, int classes) {
    if (named.isPresent()) {
      Sourced<List<String>> labels = named.get();
      if (labels.value().size() != classes) {
        throw new Unresolved(
            "it scores %s, and the %s names %d: give labels for all classes, or export the model again if what follows a box is not classes alone"
                .formatted(
                    Quantity.of(classes, "class", "classes"),
                    labels.source().label(),
                    labels.value().size()));
      }
      return labels;
    }
    if (classes != CocoLabels.ALL.size()) {
      throw new Unresolved(
          "it scores %s and names none: give labels, %s"
              .formatted(Quantity.of(classes, "class", "classes"), Labels.FORM));
    }
    said.notice(
        "it names none of its 80 classes: they are taken to be COCO's; give labels if they are others");
    return new Sourced<>(CocoLabels.ALL, Source.COCO);
  }
}
