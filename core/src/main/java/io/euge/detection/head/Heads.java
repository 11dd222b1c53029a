package io.euge.detection.head;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The model families that Euge knows. */
public final class Heads {
  private static final List<HeadRecognizer> RECOGNIZERS =
      List.of(
          new YoloV3Recognizer(),
          new EndToEndRecognizer(),
          new YoloV8Recognizer(),
          new YoloV5Recognizer());

  private Heads() {}

  /**
   * Returns the head of a model, after checking that the model has what the head needs.
   *
   * @throws ModelException if no family is recognized, or the model disagrees with its description
   */
  public static Head of(Model model) {
    if (!ModelMetadata.isPresent(model.metadata())) {
      throw new ModelException(
          model.graph()
              + " has no description of its head (metadata euge.format), so its outputs cannot be"
              + " read as detections; import the model from its Darknet .cfg and .weights");
    }
    Head head =
        find(model.metadata())
            .orElseThrow(
                () ->
                    new ModelException(
                        model.graph() + " describes no head; import the model again"));
    head.check(model);
    return head;
  }

  /**
   * Returns the head that a graph's metadata describes, without checking it; empty if there is
   * none.
   *
   * @throws ModelException if the description of the head cannot be understood
   */
  public static Optional<Head> find(Map<String, String> metadata) {
    List<String> lines = ModelMetadata.headLines(metadata);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String family = lines.get(0).split(" ", 2)[0];
    for (HeadRecognizer recognizer : RECOGNIZERS) {
      if (recognizer.family().equals(family)) {
        return Optional.of(recognizer.read(lines));
      }
    }
    throw new ModelException(
        "The model's metadata has a head of the family %s, and this version knows %s; import the model again"
            .formatted(Printable.of(family), families()));
  }

  /** Recognizes a graph that another tool wrote; empty if it is of no family. */
  public static Optional<Recognition> recognize(ForeignGraph graph) {
    return RECOGNIZERS.stream()
        .flatMap(recognizer -> recognizer.recognize(graph).stream())
        .findFirst();
  }

  /** Recognizes a graph as one of a family that the user named; empty if it cannot be. */
  public static Optional<Recognition> recognize(ForeignGraph graph, String family) {
    return RECOGNIZERS.stream()
        .filter(recognizer -> recognizer.family().equals(family))
        .flatMap(recognizer -> recognizer.recognize(graph).stream())
        .findFirst();
  }

  /**
   * Returns the name of a family, after checking that there is one of this name.
   *
   * @throws OptionException if there is none
   */
  public static String requireFamily(String name) {
    if (RECOGNIZERS.stream().noneMatch(recognizer -> recognizer.family().equals(name))) {
      throw new OptionException(
          "head is '%s': give one of %s".formatted(Printable.of(name), families()));
    }
    return name;
  }

  /** Returns the names of all families. */
  public static String families() {
    return RECOGNIZERS.stream().map(HeadRecognizer::family).collect(Collectors.joining(", "));
  }
}
