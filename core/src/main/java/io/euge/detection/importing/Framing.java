package io.euge.detection.importing;

import io.euge.EugeException;
import io.euge.detection.head.Recognition;
import io.euge.inference.GraphMismatchException;
import io.euge.model.ModelMetadata;
import io.euge.model.importing.Adaptation;
import io.euge.model.importing.Finding;
import io.euge.model.importing.Finding.Source;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ModelDescription;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.InputSize;
import java.util.List;
import java.util.Map;

/** The image of a graph, and how many of them one run takes. */
final class Framing {
  /** The scale of such a node depends on all frames of a run. */
  private static final String DYNAMIC_QUANTIZATION = "DynamicQuantizeLinear";

  private static final String REMEDY = "export it again, or give another head or input-size";

  private final ModelInspection graph;
  private final ImageGuess image;
  private final InputSize size;
  private final Statements said;

  Framing(ModelInspection graph, ImageGuess image, InputSize size, Statements said) {
    this.graph = graph;
    this.image = image;
    this.size = size;
    this.said = said;
  }

  ModelInspection graph() {
    return graph;
  }

  /** Returns whether one run could take several frames, as far as shapes and operators tell. */
  boolean canBatch(Recognition reading) {
    return reading.batches() && !graph.operators().contains(DYNAMIC_QUANTIZATION);
  }

  /** Returns what is decided without a run. */
  Decision untested(Recognition reading) {
    Dimension frames = image.tensor().shape().get(0);
    return new Decision(reading.name(), canBatch(reading) && frames.isDynamic(), "");
  }

  /** Returns how many frames one run takes, for people. */
  Finding frames(boolean batches) {
    if (batches) {
      return new Finding("batching", "any number", Source.SHAPE);
    }
    String reason =
        graph.operators().contains(DYNAMIC_QUANTIZATION)
            ? "one: its dynamic quantization depends on all frames of a run"
            : "one: its graph is made for one";
    return new Finding("batching", reason, Source.SHAPE);
  }

  /** Returns why a graph cannot be used whose test run failed. */
  String failure(EugeException e) {
    Dimension frames = image.tensor().shape().get(0);
    if (frames.size() > 1) {
      return "its input takes %d frames a run, fixed in the graph: export it for one, or for any number"
          .formatted(frames.size());
    }
    return e instanceof GraphMismatchException mismatch
        ? "its output %s has the shape %s when it is run, which is not that of its head: %s"
            .formatted(GraphAdapter.givenName(mismatch.tensor()), mismatch.found(), REMEDY)
        : testFailure(e);
  }

  /** Returns why a graph cannot be used that does not run. */
  static String testFailure(EugeException e) {
    return "a test run of it failed (%s): %s".formatted(e.getMessage(), REMEDY);
  }

  /** Returns a plan for a test run, whose labels do not matter. */
  ImportPlan plan(Recognition reading, boolean batches) {
    Map<String, String> metadata =
        ModelMetadata.describe(graph.name(), reading.head().lines(), List.of());
    return plan(reading, batches, metadata, ModelDescription.NONE, List.of(), List.of());
  }

  ImportPlan plan(
      Recognition reading,
      boolean batches,
      Map<String, String> metadata,
      ModelDescription description,
      List<Finding> findings,
      List<String> notices) {
    ResolvedPreprocessing preprocessing = new ResolvedPreprocessing(image, said, reading);
    return new ImportPlan(
        new Adaptation(
            preprocessing.input(size, batches), reading.constants(), reading.outputs(), batches),
        metadata,
        description,
        findings,
        notices);
  }
}
