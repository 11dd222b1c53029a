package io.euge.detection.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.detection.family.SyntheticDetector.Numbers;
import io.euge.detection.importing.DetectionGraphs;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.model.ModelException;
import io.euge.model.importing.Finding;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ImportRequest;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Preprocessing;
import io.euge.model.onnx.ModelInspection;
import io.euge.testing.ChannelMeans;
import io.euge.testing.OneSentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What test runs of a graph decide: how many frames a run takes, and which head it has. */
class GraphRunsTest {
  private static final int CELLS = 96 + 24 + 6;

  @TempDir Path folder;

  @Test
  void aGraphWrittenForOneFrameTakesAnyNumberWhereItCan() throws IOException {
    ImportPlan plan = plan(yolov8(32).frames(1).write(folder), "");
    assertThat(plan.adaptation().batches()).isTrue();
    assertThat(batching(plan)).isEqualTo("any number");
  }

  @Test
  void aGraphThatIsMadeForOneFrameStaysSo() throws IOException {
    ImportPlan plan =
        plan(ChannelMeans.write(folder, "means", Map.of("names", "['r', 'g', 'b']")), "");
    assertThat(plan.adaptation().batches()).isFalse();
    assertThat(batching(plan)).isEqualTo("one: its graph is made for one");
  }

  @Test
  void aGraphThatQuantizesDynamicallyTakesOneFrame() throws IOException {
    ImportPlan plan = plan(yolov8(32).quantized().write(folder), "");
    assertThat(plan.adaptation().batches()).isFalse();
    assertThat(batching(plan))
        .isEqualTo("one: its dynamic quantization depends on all frames of a run");
  }

  @Test
  void classesThatFitTwoNumberingsMustBeNamedByTheUser() throws IOException {
    Path graph =
        new SyntheticDetector(0, 255, true)
            .unnamed()
            .output("detection_boxes", new Numbers(5, 4).set(2, 1).set(3, 1))
            .output("detection_classes", new Numbers(5).fill(3))
            .output("detection_scores", new Numbers(5).set(0, 0.5))
            .write(folder);
    assertThatThrownBy(() -> plan(graph, ""))
        .isInstanceOfSatisfying(ModelException.class, OneSentence::of)
        .hasMessageContaining(
            "what it computes for a test image can be read as tensorflow:contiguous or tensorflow:coco-categories: give head, one of these");
    assertThat(plan(graph, "tensorflow:coco-categories").description().head())
        .contains("tensorflow:coco-categories");
  }

  @Test
  void aHeadThatIsGivenAgainstTheNumbersIsDoubted() throws IOException {
    Path graph = yolov8(0.5).write(folder);
    assertThat(plan(graph, "").description().head()).contains("yolov8:unit");
    assertThat(plan(graph, "").notices()).isEmpty();
    assertThat(plan(graph, "yolov8:pixels").notices())
        .singleElement()
        .asString()
        .startsWith(
            "what it computes for a test image does not look like its head (yolov8:pixels: its boxes reach to 0.5")
        .endsWith("): compare with euge models try");
  }

  /** All boxes in one place, as in the middle of a picture of 64 pixels or of 1. */
  private static SyntheticDetector yolov8(double middle) {
    Numbers numbers = new Numbers(6, CELLS);
    for (int i = 0; i < 2 * CELLS; i++) {
      numbers.set(i, middle);
    }
    return new SyntheticDetector(0, 1, false).output("output0", numbers.grows(5 * CELLS, 0.1, 0.9));
  }

  private ImportPlan plan(Path graph, String head) {
    ModelDescription said =
        new ModelDescription(
            Optional.of(head).filter(given -> !given.isEmpty()),
            Optional.empty(),
            Optional.empty(),
            Preprocessing.NONE);
    return new DetectionGraphs(folder.resolve("runs"), OnnxRuntimeEngine::new)
        .plan(ModelInspection.of(graph), new ImportRequest(said, Optional.empty()));
  }

  private static String batching(ImportPlan plan) {
    List<String> found =
        plan.findings().stream()
            .filter(finding -> finding.part().equals("batching"))
            .map(Finding::value)
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
