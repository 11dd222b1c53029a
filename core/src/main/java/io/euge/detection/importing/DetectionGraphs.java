package io.euge.detection.importing;

import io.euge.Quantity;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.family.Heads;
import io.euge.detection.head.Recognition;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.importing.Adaptation;
import io.euge.model.importing.GraphInterpreter;
import io.euge.model.importing.ImportPlan;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Recognizes detectors among graphs that other tools wrote. */
public final class DetectionGraphs implements GraphInterpreter {
  private static final Set<ElementType> IMAGE_TYPES =
      Set.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.UINT8);

  /** The scale of such a node depends on all frames of a run. */
  private static final String DYNAMIC_QUANTIZATION = "DynamicQuantizeLinear";

  @Override
  public ImportPlan plan(ModelInspection graph) {
    ImageGuess image =
        ImageGuess.of(graph.inputs())
            .filter(guess -> IMAGE_TYPES.contains(guess.tensor().type()))
            .orElseThrow(() -> unknown(graph, "none of its inputs is an image"));
    if (image.width().isDynamic() || image.height().isDynamic()) {
      throw unknown(graph, "the size of its input is not fixed: give --input-size");
    }
    Optional<List<String>> named = GraphLabels.of(graph.metadata());
    ForeignGraph foreign =
        new ForeignGraph(
            graph.metadata(),
            graph.outputs(),
            graph.inputs().stream().filter(input -> !input.equals(image.tensor())).toList(),
            Math.toIntExact(image.width().size()),
            Math.toIntExact(image.height().size()),
            named.map(names -> OptionalInt.of(names.size())).orElse(OptionalInt.empty()));
    Recognition recognition =
        Heads.recognize(foreign)
            .orElseThrow(() -> unknown(graph, "its outputs are of no family that is known"));
    List<String> labels = labels(graph, named, recognition.classes());
    boolean batches =
        recognition.batches()
            && image.tensor().shape().get(0).isDynamic()
            && !graph.operators().contains(DYNAMIC_QUANTIZATION);
    InputSpec input =
        new InputSpec(
            image.tensor().name(),
            foreign.width(),
            foreign.height(),
            image.layout(),
            image.tensor().type(),
            recognition.colors(),
            recognition.normalization(),
            recognition.fit(),
            batches);
    Adaptation adaptation =
        new Adaptation(input, recognition.constants(), recognition.outputs(), batches);
    Map<String, String> metadata =
        ModelMetadata.describe(graph.name(), recognition.head().lines(), labels);
    metadata.put(ModelMetadata.FORMAT, ModelMetadata.FORMAT_WITH_FIT);
    metadata.put(ModelMetadata.FIT, recognition.fit().toString());
    metadata.put(
        ModelMetadata.ORIGIN,
        "ONNX %s (sha256 %s)".formatted(graph.file().getFileName(), graph.sha256()));
    return new ImportPlan(adaptation, metadata);
  }

  private static List<String> labels(
      ModelInspection graph, Optional<List<String>> named, int classes) {
    if (named.isPresent() && named.get().size() == classes) {
      return named.get();
    }
    if (named.isEmpty() && classes == CocoLabels.ALL.size()) {
      return CocoLabels.ALL;
    }
    throw unknown(
        graph,
        "it scores %s and names %s: give --labels"
            .formatted(Quantity.of(classes, "class", "classes"), named.map(List::size).orElse(0)));
  }

  private static ModelException unknown(ModelInspection graph, String why) {
    return new ModelException(
        "Cannot use %s as a model: %s; its inputs are %s, its outputs %s"
            .formatted(graph.file(), why, tensors(graph.inputs()), tensors(graph.outputs())));
  }

  private static List<String> tensors(List<TensorSpec> tensors) {
    return tensors.stream()
        .map(tensor -> "%s %s %s".formatted(tensor.name(), tensor.type().label(), tensor.shape()))
        .toList();
  }
}
