package io.euge.detection.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.model.ModelException;
import io.euge.model.importing.Finding;
import io.euge.model.importing.Finding.Source;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ImportRequest;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Preprocessing;
import io.euge.model.importing.PreprocessingKeys;
import io.euge.model.importing.Sidecar;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSize;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.Normalization;
import io.euge.model.spec.TensorSpec;
import io.euge.testing.OneSentence;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a graph takes and gives: an option wins over the sidecar, that over metadata and shapes. */
class DetectionGraphsTest {
  private static final List<String> TWO = List.of("car", "van");
  private static final String TWO_IN_FILE = "{0: 'bus', 1: 'tram'}";

  @Test
  void aFileThatSaysEnoughNeedsNoOption() {
    ImportPlan plan = plan(graph(2, Map.of("names", TWO_IN_FILE)), ImportRequest.NONE);
    assertThat(plan.description().labels()).contains(List.of("bus", "tram"));
    assertThat(source(plan, "labels")).isEqualTo(Source.METADATA);
    assertThat(source(plan, "head")).isEqualTo(Source.SHAPE);
    assertThat(source(plan, "size")).isEqualTo(Source.SHAPE);
    assertThat(source(plan, "channels")).isEqualTo(Source.FAMILY);
    assertThat(plan.notices()).isEmpty();
  }

  @Test
  void anOptionWinsOverTheSidecarAndThatOverTheMetadata() {
    ModelInspection graph = graph(2, Map.of("names", TWO_IN_FILE));
    ImportPlan bySidecar = plan(graph, request(ModelDescription.NONE, labels("a", "b")));
    assertThat(bySidecar.description().labels()).contains(List.of("a", "b"));
    assertThat(source(bySidecar, "labels")).isEqualTo(Source.SIDECAR);
    assertThat(bySidecar.notices())
        .containsExactly("labels: the sidecar is used, and the model's metadata names others");

    ImportPlan byOption = plan(graph, request(labels("car", "van"), labels("a", "b")));
    assertThat(byOption.description().labels()).contains(TWO);
    assertThat(source(byOption, "labels")).isEqualTo(Source.OPTION);
    assertThat(byOption.notices())
        .containsExactly(
            "labels: the option is used, and best.euge.json says otherwise",
            "labels: the option is used, and the model's metadata names others");
  }

  @Test
  void statementsThatAgreeCauseNoNotice() {
    ModelInspection graph = graph(2, Map.of("names", TWO_IN_FILE));
    ModelDescription same = labels("bus", "tram");
    assertThat(plan(graph, request(same, same)).notices()).isEmpty();
  }

  @Test
  void eightyClassesWithoutNamesAreTakenAsCocosWithANotice() {
    ImportPlan plan = plan(graph(80, Map.of()), ImportRequest.NONE);
    assertThat(plan.description().labels().orElseThrow())
        .hasSize(80)
        .startsWith("person", "bicycle", "car")
        .endsWith("toothbrush");
    assertThat(source(plan, "labels")).isEqualTo(Source.COCO);
    assertThat(plan.notices())
        .containsExactly(
            "it names none of its 80 classes: they are taken to be COCO's; give labels if they are others");
  }

  @Test
  void namesThatCannotBeReadAreANotice() {
    assertThat(plan(graph(80, Map.of("names", "{0: ")), ImportRequest.NONE).notices())
        .contains("the names of classes in its metadata cannot be read, and are not used");
  }

  @Test
  void otherClassesWithoutNamesNeedLabels() {
    refused(graph(3, Map.of()), ImportRequest.NONE)
        .hasMessageContaining("it scores 3 classes and names none: give labels")
        .hasMessageContaining(
            "recognized: image input images float [1, 3, 640, 640], input size 640x640, head yolov8");
  }

  @Test
  void fewerLabelsThanClassesAreNotMadeToFit() {
    refused(graph(80, Map.of()), request(labels("car", "bus"), ModelDescription.NONE))
        .hasMessageContaining("it scores 80 classes, and the option names 2: give labels for all");
    refused(graph(80, Map.of("names", TWO_IN_FILE)), ImportRequest.NONE)
        .hasMessageContaining("it scores 80 classes, and the metadata names 2");
  }

  @Test
  void labelsThatAreNotAsManyAsTheClassesAreCounted() {
    refused(graph(3, Map.of()), request(labels("a", "b", "c", "d"), ModelDescription.NONE))
        .hasMessageContaining("the option");
    refused(graph(3, Map.of("names", "['a', 'b', 'c', 'd', 'e']")), ImportRequest.NONE)
        .hasMessageContaining("metadata");
  }

  @Test
  void aSizeThatIsNotFixedIsTakenFromTheOptionOrTheMetadata() {
    refused(dynamic(Map.of("names", TWO_IN_FILE)), ImportRequest.NONE)
        .hasMessageContaining("the size of its input is not fixed: give input-size, WIDTHxHEIGHT")
        .hasMessageContaining("labels of 2 classes");
    ImportPlan plan = plan(dynamic(Map.of("names", TWO_IN_FILE)), sized(320, 192));
    assertThat(plan.adaptation().input().width()).isEqualTo(320);
    assertThat(plan.adaptation().input().height()).isEqualTo(192);
    assertThat(source(plan, "size")).isEqualTo(Source.OPTION);
    ImportPlan ultralytics =
        plan(
            dynamic(Map.of("names", TWO_IN_FILE, "imgsz", "[192, 320]", "stride", "32")),
            ImportRequest.NONE);
    assertThat(ultralytics.description().inputSize()).contains(new InputSize(320, 192));
    assertThat(source(ultralytics, "size")).isEqualTo(Source.METADATA);
    for (String square : List.of("320", "[320]", "(320, 320)", "(320,)")) {
      assertThat(
              plan(dynamic(Map.of("names", TWO_IN_FILE, "imgsz", square)), ImportRequest.NONE)
                  .description()
                  .inputSize())
          .contains(new InputSize(320, 320));
    }
  }

  @Test
  void aSizeThatContradictsTheGraphIsRefused() {
    refused(graph(2, Map.of("names", TWO_IN_FILE)), sized(320, 320))
        .hasMessageContaining(
            "its input has 640x640 pixels, fixed in the graph, and the option input-size says 320x320");
    refused(dynamic(Map.of("names", TWO_IN_FILE, "stride", "32")), sized(330, 320))
        .hasMessageContaining(
            "input-size is 330x320, and its metadata says that both sides are multiples of 32");
  }

  @Test
  void statedPreprocessingReplacesTheUsual() {
    ImportPlan plan =
        plan(
            graph(2, Map.of("names", TWO_IN_FILE)),
            preprocessing(
                "fit=top-left,channels=BGR,range=0..255,mean=103.53,116.28,123.675,std=57.375,57.12,58.395"));
    InputSpec input = plan.adaptation().input();
    assertThat(input.fit()).isEqualTo(new FrameFit(FrameFit.Mode.LETTERBOX_TOP_LEFT, 114));
    assertThat(input.colors()).isEqualTo(ColorOrder.BGR);
    assertThat(input.normalization())
        .isEqualTo(
            new Normalization(
                1, List.of(103.53f, 116.28f, 123.675f), List.of(57.375f, 57.12f, 58.395f)));
    assertThat(source(plan, "fit")).isEqualTo(Source.OPTION);
    assertThat(source(plan, "fill")).isEqualTo(Source.FAMILY);
  }

  @Test
  void aRangeBelowZeroIsAScaleAndAMean() {
    Normalization normalization =
        plan(graph(2, Map.of("names", TWO_IN_FILE)), preprocessing("range=-1..1"))
            .adaptation()
            .input()
            .normalization();
    assertThat(normalization.scale()).isEqualTo((float) (2 / 255.0));
    assertThat(normalization.mean()).containsOnly(1f);
    assertThat(normalization.standardDeviation()).containsOnly(1f);
  }

  @Test
  void aMeanOfAnotherScaleIsRefused() {
    refused(graph(2, Map.of("names", TWO_IN_FILE)), preprocessing("mean=103.53"))
        .hasMessageContaining(
            "its preprocessing has a mean of 103.53 outside its range 0..1: give both");
  }

  @Test
  void bytesAreTakenAsTheyAre() {
    ModelInspection bytes =
        new InspectedGraph()
            .input(ElementType.UINT8, 1, 640, 640, 3)
            .names(TWO_IN_FILE)
            .inspection();
    ImportPlan plan = plan(bytes, ImportRequest.NONE);
    assertThat(plan.adaptation().input().layout()).isEqualTo(Layout.NHWC);
    assertThat(plan.adaptation().input().normalization()).isEqualTo(Normalization.NONE);
    assertThat(plan.description().preprocessing().range()).isEmpty();
    refused(bytes, preprocessing("range=0..1"))
        .hasMessageContaining("its input takes bytes as they are");
  }

  @Test
  void whatASidecarOfTheSameFindingsSaysGivesTheSameGraph() {
    ModelInspection graph = graph(2, Map.of("names", TWO_IN_FILE));
    ImportPlan first = plan(graph, ImportRequest.NONE);
    ImportPlan again = plan(graph, request(ModelDescription.NONE, first.description()));
    assertThat(again.adaptation()).isEqualTo(first.adaptation());
    assertThat(again.metadata()).isEqualTo(first.metadata());
  }

  @Test
  void aLayoutIsNeededOnlyWhereTheShapeDoesNotShowIt() {
    ModelInspection open =
        new InspectedGraph()
            .input(ElementType.FLOAT, 1, -1, -1, -1)
            .names(TWO_IN_FILE)
            .inspection();
    refused(open, ImportRequest.NONE).hasMessageContaining("none of its inputs is an image");
    ImportRequest said =
        new ImportRequest(
            new ModelDescription(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new InputSize(640, 640)),
                PreprocessingKeys.parse("layout=NHWC")),
            Optional.empty());
    assertThat(plan(open, said).adaptation().input().layout()).isEqualTo(Layout.NHWC);
    refused(graph(2, Map.of("names", TWO_IN_FILE)), preprocessing("layout=NHWC"))
        .hasMessageContaining("an image of three channels in the layout NHWC");
  }

  @Test
  void aDimensionNamedForChannelsIsThree() {
    TensorSpec open =
        new TensorSpec(
            "pixel_values",
            ElementType.FLOAT,
            List.of(
                Dimension.dynamic("batch_size"),
                Dimension.dynamic("num_channels"),
                Dimension.dynamic("height"),
                Dimension.dynamic("width")));
    ModelInspection graph = new InspectedGraph().input(open).names(TWO_IN_FILE).inspection();
    assertThat(plan(graph, sized(640, 640)).adaptation().input().layout()).isEqualTo(Layout.NCHW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,3,0,640|its input has 640x0 pixels",
        "1,3,99999999999,99999999999|its input has 99999999999x99999999999 pixels",
        "1,3,16384,16384|at most 536870912 bytes",
        "1,4,640,640|none of its inputs is an image",
        "1,3,640|none of its inputs is an image",
      })
  void absurdImagesAreRefused(String shape, String words) {
    long[] sizes = Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    refused(new InspectedGraph().input(ElementType.FLOAT, sizes).inspection(), ImportRequest.NONE)
        .hasMessageContaining(words);
  }

  private static ModelInspection graph(int classes, Map<String, String> metadata) {
    return new InspectedGraph().output(1, 4 + classes, 8400).metadata(metadata).inspection();
  }

  private static ModelInspection dynamic(Map<String, String> metadata) {
    return new InspectedGraph()
        .input(ElementType.FLOAT, 1, 3, -1, -1)
        .output(1, 6, -1)
        .metadata(metadata)
        .inspection();
  }

  private static ImportPlan plan(ModelInspection graph, ImportRequest request) {
    return new DetectionGraphs().plan(graph, request);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      ModelInspection graph, ImportRequest request) {
    return assertThatThrownBy(() -> plan(graph, request))
        .isInstanceOfSatisfying(ModelException.class, OneSentence::of)
        .hasMessageStartingWith("Cannot use /models/best.onnx as a model: ");
  }

  private static Source source(ImportPlan plan, String part) {
    return plan.findings().stream()
        .filter(finding -> finding.part().equals(part))
        .map(Finding::source)
        .findFirst()
        .orElseThrow();
  }

  private static ImportRequest request(ModelDescription options, ModelDescription sidecar) {
    return new ImportRequest(
        options,
        Optional.of(new Sidecar(Path.of("/models/best.euge.json"), sidecar, Optional.empty())));
  }

  private static ModelDescription labels(String... labels) {
    return new ModelDescription(
        Optional.empty(), Optional.of(List.of(labels)), Optional.empty(), Preprocessing.NONE);
  }

  private static ImportRequest sized(int width, int height) {
    return option(Optional.empty(), Optional.of(new InputSize(width, height)), Preprocessing.NONE);
  }

  private static ImportRequest preprocessing(String text) {
    return option(Optional.empty(), Optional.empty(), PreprocessingKeys.parse(text));
  }

  private static ImportRequest option(
      Optional<String> head, Optional<InputSize> size, Preprocessing preprocessing) {
    return new ImportRequest(
        new ModelDescription(head, Optional.empty(), size, preprocessing), Optional.empty());
  }
}
