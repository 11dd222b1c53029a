package io.euge.detection.family;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadRecognizer;
import io.euge.detection.head.Recognition;
import io.euge.detection.head.detr.DetrRecognizer;
import io.euge.detection.head.detr.RfDetrRecognizer;
import io.euge.detection.head.detr.RtDetrRecognizer;
import io.euge.detection.head.light.FastestDetRecognizer;
import io.euge.detection.head.light.FastestV2Recognizer;
import io.euge.detection.head.light.NanoDetRecognizer;
import io.euge.detection.head.ssd.SsdRecognizer;
import io.euge.detection.head.ssd.TensorFlowRecognizer;
import io.euge.detection.head.yolo.EndToEndRecognizer;
import io.euge.detection.head.yolo.NmsRowsRecognizer;
import io.euge.detection.head.yolo.YoloV3Recognizer;
import io.euge.detection.head.yolo.YoloV5Recognizer;
import io.euge.detection.head.yolo.YoloV8Recognizer;
import io.euge.detection.head.yolo.YoloXRecognizer;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The model families that Euge knows. */
public final class Heads {
  private static final List<HeadRecognizer> RECOGNIZERS =
      List.of(
          new EndToEndRecognizer(),
          new NmsRowsRecognizer(),
          new TensorFlowRecognizer(),
          new DetrRecognizer(),
          new RfDetrRecognizer(),
          new RtDetrRecognizer(),
          new YoloV8Recognizer(),
          new YoloV5Recognizer(),
          new NanoDetRecognizer(),
          new YoloXRecognizer(),
          new FastestV2Recognizer(),
          new FastestDetRecognizer(),
          new SsdRecognizer(),
          new YoloV3Recognizer());

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
                        model.graph() + " does not describe its head; import the model again"));
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
        "The model's metadata has a head of an unknown family, %s0: %s; this version knows %s: import the model again"
            .formatted(ModelMetadata.HEAD, Printable.of(lines.get(0)), families()));
  }

  /**
   * Recognizes a graph that another tool wrote.
   *
   * @return the ways in which its shapes can be read, those of each family together, the most
   *     specific family first; empty if it is of no family
   */
  public static List<List<Recognition>> recognize(ForeignGraph graph) {
    return RECOGNIZERS.stream()
        .map(recognizer -> recognizer.recognize(graph))
        .filter(found -> !found.isEmpty())
        .toList();
  }

  /**
   * Recognizes a graph as one of a family that the user named.
   *
   * @param name a family, or one of its variants as {@code family:variant}
   * @return the ways in which its shapes can be read; empty if it is not of this family
   */
  public static List<Recognition> recognize(ForeignGraph graph, String name) {
    return RECOGNIZERS.stream()
        .filter(recognizer -> recognizer.family().equals(family(name)))
        .flatMap(recognizer -> recognizer.recognize(graph).stream())
        .filter(found -> name.equals(found.head().family()) || name.equals(found.name()))
        .toList();
  }

  /** Returns what must be said so that a graph can be read, by each family that could read it. */
  public static List<String> missing(ForeignGraph graph) {
    return RECOGNIZERS.stream().flatMap(each -> each.missing(graph).stream()).toList();
  }

  /** Returns what must be said so that a graph can be read as one of a family; may be empty. */
  public static List<String> missing(ForeignGraph graph, String name) {
    return RECOGNIZERS.stream()
        .filter(recognizer -> recognizer.family().equals(family(name)))
        .flatMap(each -> each.missing(graph).stream())
        .toList();
  }

  /**
   * Returns the name of a family or of a variant, after checking that there is one of this name.
   *
   * @throws OptionException if there is none
   */
  public static String requireFamily(String name) {
    boolean known =
        RECOGNIZERS.stream()
            .filter(recognizer -> recognizer.family().equals(family(name)))
            .anyMatch(
                recognizer ->
                    name.equals(recognizer.family())
                        || recognizer.variants().stream()
                            .anyMatch(each -> name.equals(recognizer.family() + ":" + each)));
    if (!known) {
      throw new OptionException(
          "head is '%s': give one of %s, where there are several with one of them behind a colon"
              .formatted(Printable.of(name), described()));
    }
    return name;
  }

  private static String family(String name) {
    return name.split(":", 2)[0];
  }

  /** Returns the names of all families that have no variants, and of all variants. */
  static List<String> names() {
    return RECOGNIZERS.stream()
        .flatMap(
            each ->
                each.variants().isEmpty()
                    ? Stream.of(each.family())
                    : each.variants().stream().map(variant -> each.family() + ":" + variant))
        .toList();
  }

  private static String described() {
    return RECOGNIZERS.stream()
        .map(
            each ->
                each.variants().isEmpty()
                    ? each.family()
                    : each.family() + " (" + String.join(", ", each.variants()) + ")")
        .collect(Collectors.joining(", "));
  }

  /** Returns the names of all families. */
  public static String families() {
    return RECOGNIZERS.stream().map(HeadRecognizer::family).collect(Collectors.joining(", "));
  }
}
