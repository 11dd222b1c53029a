package io.euge.detection.importing;

import io.euge.OptionException;
import io.euge.Quantity;
import io.euge.detection.family.Heads;
import io.euge.detection.head.ForeignGraph;
import io.euge.detection.head.Recognition;
import io.euge.inference.Engine;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.importing.Finding;
import io.euge.model.importing.Finding.Source;
import io.euge.model.importing.GraphInterpreter;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ImportRequest;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.OutputUse;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.InputSize;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** Recognizes detectors among graphs that other tools wrote. */
public final class DetectionGraphs implements GraphInterpreter {
  private static final Set<ElementType> IMAGE_TYPES =
      Set.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.UINT8);

  /** What Ultralytics calls what a model is for. */
  private static final String TASK = "task";

  private static final Map<String, String> OTHER_TASKS =
      Map.of("obb", "oriented boxes", "classify", "classification");

  private static final InputSize ANY_SIZE = new InputSize(640, 640);

  /** Numbers of an output for one frame: more is no output for a video's frame. */
  private static final long MAX_NUMBERS = 1L << 29;

  private final Optional<TestRuns> testRuns;

  /** Recognizes graphs by what their files say alone. */
  public DetectionGraphs() {
    testRuns = Optional.empty();
  }

  /**
   * Recognizes graphs by what their files say and by what they compute for synthetic images.
   *
   * @param folder where decisions are kept
   * @param engine runs graphs on the CPU; asked for when first needed
   */
  public DetectionGraphs(Path folder, Supplier<Engine> engine) {
    testRuns = Optional.of(new TestRuns(folder, new GraphProbe(engine)));
  }

  @Override
  public ImportPlan plan(ModelInspection graph, ImportRequest request) {
    List<String> recognized = new ArrayList<>();
    try {
      return plan(graph, new Statements(request), recognized);
    } catch (Unresolved e) {
      throw new ModelException(
          "Cannot use %s as a model: %s; recognized: %s"
              .formatted(
                  graph.file(),
                  e.getMessage(),
                  recognized.isEmpty() ? "nothing" : String.join(", ", recognized)));
    }
  }

  private ImportPlan plan(ModelInspection file, Statements said, List<String> recognized) {
    ModelInspection graph = file;
    ImageGuess image = image(graph, said);
    recognized.add("image input " + UnknownOutputs.describe(image.tensor()));
    ClassLabels names = new ClassLabels(said, graph.metadata());
    names
        .count()
        .ifPresent(count -> recognized.add("labels of " + Quantity.of(count, "class", "classes")));
    requireUpright(graph.metadata());
    requirePossibleShapes(graph.outputs());
    InputSizes sizes = new InputSizes(image, graph.metadata());
    if (sizes.isOpen(said)) {
      requireReadableAtAnySize(graph, image, names);
    }
    Sourced<InputSize> size = sizes.resolve(said);
    recognized.add("input size " + size.value());
    OutputSizes outputs = new OutputSizes(graph, image, size.value());
    if (testRuns.isPresent() && outputs.areOpen()) {
      graph = graph.withOutputs(testRuns.get().outputs(graph, outputs));
    }
    ForeignGraph foreign = foreign(graph, image, names, size.value());
    Optional<Sourced<String>> family = said.of("head", ModelDescription::head);
    family.ifPresent(DetectionGraphs::requireFamily);
    List<List<Recognition>> readings = recognize(graph, foreign, family);
    readings.forEach(each -> each.forEach(reading -> requirePossible(reading.outputs())));
    readings.forEach(each -> each.forEach(reading -> recognized.add("head " + reading.name())));
    Framing framing = new Framing(graph, image, size.value(), said);
    Decision decision =
        testRuns
            .map(each -> each.decide(framing, readings, Heads.missing(foreign), family.isPresent()))
            .orElseGet(() -> framing.untested(readings.get(0).get(0)));
    Recognition recognition =
        readings.stream()
            .flatMap(List::stream)
            .filter(reading -> reading.name().equals(decision.reading()))
            .findFirst()
            .orElseThrow();
    Sourced<List<String>> labels = names.resolve(said, recognition.classes());
    recognition.assumptions().forEach(said::notice);
    if (!decision.notice().isEmpty()) {
      said.notice(decision.notice());
    }
    ResolvedPreprocessing preprocessing = new ResolvedPreprocessing(image, said, recognition);
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding("head", recognition.name(), family.map(Sourced::source).orElse(Source.SHAPE)));
    findings.add(size.finding("size"));
    findings.add(labels.finding("labels", each -> each.size() + ": " + String.join(", ", each)));
    String parts = recognition.head().parts().describe();
    if (!parts.isEmpty()) {
      findings.add(new Finding("parts", parts.substring(2), Source.SHAPE));
    }
    findings.addAll(preprocessing.findings());
    findings.add(framing.frames(decision.batches()));
    return framing.plan(
        recognition,
        decision.batches(),
        metadata(graph, recognition, labels.value(), preprocessing),
        new ModelDescription(
            Optional.of(recognition.name()),
            Optional.of(labels.value()),
            Optional.of(size.value()),
            preprocessing.description()),
        findings,
        said.notices());
  }

  private static ForeignGraph foreign(
      ModelInspection graph, ImageGuess image, ClassLabels names, InputSize size) {
    return new ForeignGraph(
        graph.metadata(),
        graph.operators(),
        graph.outputs(),
        graph.inputs().stream().filter(input -> !input.equals(image.tensor())).toList(),
        size.width(),
        size.height(),
        names.count().map(OptionalInt::of).orElseGet(OptionalInt::empty));
  }

  /**
   * Asks nobody for the input size of a graph that no size makes readable, as far as its outputs
   * are known without a run.
   */
  private static void requireReadableAtAnySize(
      ModelInspection graph, ImageGuess image, ClassLabels names) {
    ForeignGraph foreign = foreign(graph, image, names, ANY_SIZE);
    boolean grown =
        graph.outputs().stream()
            .allMatch(output -> output.shape().stream().skip(1).anyMatch(Dimension::isDynamic));
    boolean known =
        graph.outputs().stream()
            .noneMatch(output -> output.shape().stream().skip(1).allMatch(Dimension::isDynamic));
    if (grown && known && Heads.recognize(foreign).isEmpty() && Heads.missing(foreign).isEmpty()) {
      throw new Unresolved(UnknownOutputs.message(graph.outputs()));
    }
  }

  /** Other tasks have outputs of the same shapes as detectors have. */
  private static void requireUpright(Map<String, String> metadata) {
    String task = metadata.getOrDefault(TASK, "detect");
    if (OTHER_TASKS.containsKey(task)) {
      throw new Unresolved(
          "it is a model for %s (task %s in its metadata), which Euge does not support: give one for detection, segmentation or pose"
              .formatted(OTHER_TASKS.get(task), task));
    }
  }

  private static ImageGuess image(ModelInspection graph, Statements said) {
    Optional<Layout> layout =
        said.ofPreprocessing("layout", each -> each.layout()).map(Sourced::value);
    return layout
        .map(each -> ImageGuess.of(graph.inputs(), each))
        .orElseGet(() -> ImageGuess.of(graph.inputs()))
        .filter(guess -> IMAGE_TYPES.contains(guess.tensor().type()))
        .orElseThrow(
            () ->
                new Unresolved(
                    "none of its inputs is an image of three channels%s in float, float16 or uint8; its inputs are %s: export the model with one"
                        .formatted(
                            layout.map(each -> " in the layout " + each).orElse(""),
                            UnknownOutputs.list(graph.inputs()))));
  }

  private static List<List<Recognition>> recognize(
      ModelInspection graph, ForeignGraph foreign, Optional<Sourced<String>> family) {
    List<List<Recognition>> found =
        family
            .map(each -> List.of(Heads.recognize(foreign, each.value())))
            .orElseGet(() -> Heads.recognize(foreign));
    if (found.stream().anyMatch(each -> !each.isEmpty())) {
      return requireInputs(nameableFirst(found, foreign), foreign.otherInputs());
    }
    List<String> missing =
        family.map(each -> Heads.missing(foreign, each.value())).orElse(Heads.missing(foreign));
    if (!missing.isEmpty()) {
      throw new Unresolved(
          "its outputs %s can be read with more: give %s"
              .formatted(UnknownOutputs.list(graph.outputs()), String.join(", or ", missing)));
    }
    throw new Unresolved(
        family
            .map(
                each ->
                    "its outputs %s are not those of the head %s, which the %s names: give another head or none"
                        .formatted(
                            UnknownOutputs.list(graph.outputs()),
                            each.value(),
                            each.source().label()))
            .orElseGet(() -> UnknownOutputs.message(graph.outputs())));
  }

  /** Readings of so many classes as have names come first, or of COCO's where none has. */
  private static List<List<Recognition>> nameableFirst(
      List<List<Recognition>> readings, ForeignGraph foreign) {
    int classes = foreign.named().orElse(CocoLabels.ALL.size());
    return readings.stream()
        .sorted(
            Comparator.comparing(
                family -> family.stream().noneMatch(each -> each.classes() == classes)))
        .toList();
  }

  /** Returns the readings that say what each input beside the image gets. */
  private static List<List<Recognition>> requireInputs(
      List<List<Recognition>> readings, List<TensorSpec> inputs) {
    List<List<Recognition>> filled =
        readings.stream()
            .map(
                family ->
                    family.stream()
                        .filter(
                            reading ->
                                inputs.stream()
                                    .map(TensorSpec::name)
                                    .allMatch(reading.constants()::containsKey))
                        .toList())
            .filter(family -> !family.isEmpty())
            .toList();
    if (filled.isEmpty()) {
      throw new Unresolved(
          "it takes more than an image, and Euge does not know what to give it: %s; export it with the image alone"
              .formatted(UnknownOutputs.list(inputs)));
    }
    return filled;
  }

  private static void requireFamily(Sourced<String> family) {
    try {
      Heads.requireFamily(family.value());
    } catch (OptionException e) {
      throw new Unresolved("of the " + family.source().label() + ", " + e.getMessage());
    }
  }

  private static void requirePossibleShapes(List<TensorSpec> outputs) {
    for (TensorSpec output : outputs) {
      if (output.shape().stream().anyMatch(size -> size.size() > MAX_NUMBERS)) {
        throw new Unresolved(
            "its output %s has a dimension above %d: export the model again"
                .formatted(UnknownOutputs.describe(output), MAX_NUMBERS));
      }
    }
  }

  private static void requirePossible(List<OutputUse> outputs) {
    for (OutputUse output : outputs) {
      long numbers = 1;
      for (long size : output.frame()) {
        if (size < 1 || numbers > MAX_NUMBERS / size) {
          throw new Unresolved(
              "its output %s has the shape %s for a frame, more than %d numbers: export the model with fewer"
                  .formatted(output.name(), output.frame(), MAX_NUMBERS));
        }
        numbers *= size;
      }
      if (output.rows() && numbers > OutputUse.MOST_ROW_NUMBERS) {
        throw new Unresolved(
            "its output %s has rows of %d numbers and does not say how many rows: export the model with a fixed shape"
                .formatted(output.name(), output.frame().get(1)));
      }
    }
  }

  private static Map<String, String> metadata(
      ModelInspection graph,
      Recognition recognition,
      List<String> labels,
      ResolvedPreprocessing preprocessing) {
    Map<String, String> metadata =
        ModelMetadata.describe(graph.name(), recognition.head().lines(), labels);
    metadata.put(ModelMetadata.FORMAT, ModelMetadata.FORMAT_WITH_FIT);
    metadata.put(ModelMetadata.FIT, preprocessing.frameFit().toString());
    metadata.put(
        ModelMetadata.ORIGIN,
        "ONNX %s (sha256 %s)".formatted(graph.file().getFileName(), graph.sha256()));
    return metadata;
  }
}
