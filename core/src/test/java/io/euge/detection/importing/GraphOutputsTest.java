package io.euge.detection.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.model.ModelException;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ImportRequest;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Preprocessing;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import io.euge.testing.OneSentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recognized in the names and shapes of outputs, and what is refused. */
class GraphOutputsTest {
  @Test
  void outputsOfNoFamilyAreListedWithTheFamiliesThatCanBeGiven() {
    ModelInspection odd = new InspectedGraph().output(1, 17, 3).inspection();
    refused(odd, ImportRequest.NONE)
        .hasMessageContaining(
            "its outputs out0 float [1, 17, 3] match no known model family: give head, one of ")
        .hasMessageContaining("yolov8");
    refused(odd, headed("yolov8"))
        .hasMessageContaining("are not those of the head yolov8, which the option names");
    refused(new InspectedGraph().output(1, 8400, 85).inspection(), headed("yolov8"))
        .hasMessageContaining("are not those of the head yolov8, which the option names");
    refused(odd, headed("yolo9000")).hasMessageContaining("head is 'yolo9000': give one of ");
  }

  @Test
  void outputsThatNoSizeMakesReadableAreRefusedBeforeASizeIsAskedFor() {
    List<TensorSpec> outputs = new ArrayList<>();
    for (String name : List.of("cls", "obj", "bbox", "kps")) {
      long numbers = name.equals("bbox") ? 4 : name.equals("kps") ? 10 : 1;
      for (int stride = 8; stride <= 32; stride *= 2) {
        outputs.add(InspectedGraph.tensor(name + "_" + stride, ElementType.FLOAT, 1, -1, numbers));
      }
    }
    refused(
            new InspectedGraph()
                .input(ElementType.FLOAT, 1, 3, -1, -1)
                .outputs(outputs)
                .inspection(),
            ImportRequest.NONE)
        .hasMessageContaining("obj_32 float [1, ?, 1] and 6 more match no known model family");
  }

  @Test
  void aTableBesideItsBoxesIsNotATableOfBoxes() {
    ModelInspection pair =
        new InspectedGraph()
            .outputs(
                List.of(
                    InspectedGraph.tensor("boxes", ElementType.FLOAT, 1, 8400, 4),
                    InspectedGraph.tensor("scores", ElementType.FLOAT, 1, 80, 8400)))
            .inspection();
    assertThat(plan(pair).description().head().orElseThrow()).startsWith("ssd:");
    assertThat(plan(pair).description().labels().orElseThrow()).hasSize(80);
  }

  @Test
  void onlyAnOutputAloneIsTakenForThatOfAClassifier() {
    refused(new InspectedGraph().output(1, 1000).inspection(), ImportRequest.NONE)
        .hasMessageContaining("those of a network for classification or embeddings");
    refused(
            new InspectedGraph()
                .outputs(
                    List.of(
                        InspectedGraph.tensor("rows", ElementType.FLOAT, -1, 6),
                        InspectedGraph.tensor("count", ElementType.FLOAT, 1)))
                .inspection(),
            ImportRequest.NONE)
        .hasMessageContaining("match no known model family");
  }

  @Test
  void absurdOutputsAreRefused() {
    refused(new InspectedGraph().output(1, Long.MAX_VALUE, 8400).inspection(), ImportRequest.NONE)
        .hasMessageContaining("has a dimension above 536870912");
    refused(
            new InspectedGraph()
                .input(ElementType.FLOAT, 1, 3, -1, -1)
                .output(1, -1, Long.MAX_VALUE)
                .inspection(),
            ImportRequest.NONE)
        .hasMessageContaining("has a dimension above 536870912");
  }

  /** The changed graph stores as many numbers as the rows that are read have. */
  @Test
  void rowsTooLongToBeFilledUpAreRefused() {
    ModelInspection wide = openTable(1L << 15);
    refused(wide, ImportRequest.NONE)
        .hasMessageContaining(
            "its output logits has rows of 32768 numbers and does not say how many rows");
    assertThat(plan(openTable(90)).description().labels().orElseThrow()).hasSize(90);
  }

  private static ModelInspection openTable(long columns) {
    return new InspectedGraph()
        .outputs(
            List.of(
                InspectedGraph.tensor("pred_boxes", ElementType.FLOAT, 1, -1, 4),
                InspectedGraph.tensor("logits", ElementType.FLOAT, 1, -1, columns)))
        .names(
            IntStream.range(0, 90)
                .mapToObj(i -> "'c" + i + "'")
                .collect(Collectors.joining(", ", "[", "]")))
        .inspection();
  }

  @ParameterizedTest
  @CsvSource({"obb, oriented boxes", "classify, classification"})
  void otherTasksOfUltralyticsAreRefusedByName(String task, String words) {
    refused(
            new InspectedGraph()
                .metadata(Map.of("task", task, "names", "{0: 'a', 1: 'b'}"))
                .inspection(),
            ImportRequest.NONE)
        .hasMessageContaining(
            "it is a model for %s (task %s in its metadata), which Euge does not support: give one for detection, segmentation or pose"
                .formatted(words, task));
  }

  /** Whichever shapes the file gives, as torch.onnx.export writes them. */
  @Test
  void boxesAfterSuppressionAreRefusedWithWhatToExport() {
    for (long[] boxes : new long[][] {{}, {-1, -1}, {-1, 4}}) {
      long[] rows = boxes.length == 0 ? boxes : new long[] {-1};
      refused(
              new InspectedGraph()
                  .outputs(
                      List.of(
                          InspectedGraph.tensor("boxes", ElementType.FLOAT, boxes),
                          InspectedGraph.tensor("scores", ElementType.FLOAT, rows),
                          InspectedGraph.tensor("labels", ElementType.INT64, rows)))
                  .inspection(),
              ImportRequest.NONE)
          .hasMessageContaining("are boxes, scores and labels after suppression, as torchvision")
          .hasMessageContaining("export the network before it");
    }
  }

  /** Strides 16 and 32, 8 and 16, 8 to 128, and a pruned network with labels for all it scores. */
  @ParameterizedTest
  @ValueSource(longs = {1600 + 400, 6400 + 1600, 6400 + 1600 + 400 + 100 + 25, 5000})
  void gridsOfOtherStridesAreRead(long boxes) {
    assertThat(
            plan(new InspectedGraph().output(1, 6, boxes).names("['a', 'b']").inspection())
                .description()
                .head()
                .orElseThrow())
        .startsWith("yolov8:");
  }

  @Test
  void aCellHasAsManyBoxesAsTheUserHasAnchors() {
    assertThat(
            plan(new InspectedGraph().output(1, 4 * 8400, 7).names("['a', 'b']").inspection())
                .description()
                .head()
                .orElseThrow())
        .startsWith("yolov5:");
  }

  @Test
  void ofOutputsOfTheSameShapeTheLastIsReadWithANotice() {
    ImportPlan plan =
        plan(
            new InspectedGraph()
                .outputs(
                    List.of(
                        InspectedGraph.tensor("auxiliary", ElementType.FLOAT, 1, 84, 8400),
                        InspectedGraph.tensor("main", ElementType.FLOAT, 1, 84, 8400)))
                .inspection());
    assertThat(plan.adaptation().outputs()).singleElement().extracting("name").isEqualTo("main");
    assertThat(plan.notices())
        .anyMatch(notice -> notice.startsWith("it has 2 outputs of the same shape: the last of"));
  }

  private static ImportPlan plan(ModelInspection graph) {
    return new DetectionGraphs().plan(graph, ImportRequest.NONE);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      ModelInspection graph, ImportRequest request) {
    return assertThatThrownBy(() -> new DetectionGraphs().plan(graph, request))
        .isInstanceOfSatisfying(ModelException.class, OneSentence::of)
        .hasMessageStartingWith("Cannot use /models/best.onnx as a model: ");
  }

  private static ImportRequest headed(String head) {
    ModelDescription said =
        new ModelDescription(
            Optional.of(head), Optional.empty(), Optional.empty(), Preprocessing.NONE);
    return new ImportRequest(said, Optional.empty());
  }
}
