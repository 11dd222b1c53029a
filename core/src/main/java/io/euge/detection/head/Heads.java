package io.euge.detection.head;

import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.spec.TensorSpec;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model families that Euge knows. */
public final class Heads {
  private static final List<HeadRecognizer> RECOGNIZERS = List.of(new YoloV3Recognizer());

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
        find(model.metadata(), model.outputs())
            .orElseThrow(
                () ->
                    new ModelException(
                        model.graph() + " describes no head; import the model again"));
    head.check(model);
    return head;
  }

  /**
   * Returns the head of a graph, without checking it; empty if no family is recognized.
   *
   * @throws ModelException if the description of the head cannot be understood
   */
  public static Optional<Head> find(Map<String, String> metadata, List<TensorSpec> outputs) {
    return RECOGNIZERS.stream()
        .flatMap(recognizer -> recognizer.recognize(metadata, outputs).stream())
        .findFirst();
  }

  /**
   * Returns the postprocessor of a model's family.
   *
   * @param confidence boxes above this are kept
   * @param classes the wanted classes
   */
  static Postprocessor postprocessor(Model model, float confidence, BitSet classes) {
    Head head = of(model);
    if (head instanceof YoloV3Head yolo) {
      return new YoloV3Postprocessor(yolo, model, confidence, classes);
    }
    throw new IllegalStateException("the family " + head.family() + " has no postprocessor");
  }
}
