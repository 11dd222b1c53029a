package io.euge.detection.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.euge.detection.Detection;
import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.family.SyntheticFamilies.Family;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.importing.DetectionGraphs;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.model.Model;
import io.euge.model.importing.ImportRequest;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Preprocessing;
import io.euge.model.onnx.ModelInspection;
import io.euge.video.Canvas;
import io.euge.video.Letterbox;
import io.euge.video.Resampling;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every family does, on a graph of each that is imported and run. */
class FamilyContractTest {
  private static final DetectionOptions OPTIONS = new DetectionOptions(0.5f, 0.45f, List.of());
  private static final int WHITE = 255;

  /** As docs/models.md says: their boxes need no suppression. */
  private static final Set<String> END_TO_END =
      Set.of("end-to-end", "nms-rows", "tensorflow", "detr", "rf-detr", "rt-detr");

  @TempDir static Path folder;

  static List<Family> families() {
    return SyntheticFamilies.all();
  }

  @Test
  void everyFamilyAndVariantHasAGraph() {
    assertThat(families()).extracting(Family::head).containsAll(Heads.names());
    assertThat(Heads.names()).hasSizeGreaterThan(20).contains("rt-detr", "yolo:v4-tiny");
  }

  @ParameterizedTest
  @MethodSource("families")
  void aGraphIsRecognizedAndItsBoxLiesWhereTheGraphPutsIt(Family family) throws IOException {
    Model model = model(family);
    assertThat(model.input().batches()).isEqualTo(family.batches());
    assertThat(Heads.of(model).endToEnd())
        .isEqualTo(END_TO_END.contains(family.head().split(":", 2)[0]));

    try (Session session = session(model)) {
      List<FrameDetections> found = run(session, model, square(), 0, WHITE);

      assertThat(found.get(0).count()).isZero();
      assertThat(found.get(1).count()).isEqualTo(1);
      Detection dog = found.get(1).detections().get(0);
      assertThat(dog.label()).isEqualTo("dog");
      assertThat(dog.x()).isCloseTo(12, within(1e-2f));
      assertThat(dog.y()).isCloseTo(32, within(1e-2f));
      assertThat(dog.width()).isCloseTo(16, within(1e-2f));
      assertThat(dog.height()).isCloseTo(24, within(1e-2f));
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void boxesComeBackInPixelsOfTheSourceAlsoOutsideOfIt(Family family) throws IOException {
    Model model = model(family);
    // A wide frame covers rows 32 to 64 of the input alone: half of the box lies above it.
    Letterbox wide = new Letterbox(canvas(), 0, 44, 64, 32, 0.5, 0.5);

    try (Session session = session(model)) {
      Detection dog = run(session, model, wide, WHITE).get(0).detections().get(0);

      assertThat(dog.x()).isCloseTo(24, within(0.02f));
      assertThat(dog.y()).isCloseTo(2 * (32 - 44), within(0.02f));
      assertThat(dog.width()).isCloseTo(32, within(0.02f));
      assertThat(dog.height()).isCloseTo(48, within(0.02f));
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void batchesAndThreadsChangeNoBit(Family family) throws Exception {
    Model model = model(family);
    int[] grays = {255, 0, 200, 170, 255, 240, 10};
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (Session session = session(model)) {
      List<String> alone = new ArrayList<>();
      for (int gray : grays) {
        alone.add(run(session, model, square(), gray).get(0).detections().toString());
      }
      List<Future<List<FrameDetections>>> together = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        together.add(threads.submit(() -> run(session, model, square(), grays)));
      }
      for (Future<List<FrameDetections>> each : together) {
        assertThat(each.get().stream().map(frame -> frame.detections().toString()))
            .containsExactlyElementsOf(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void anOutputThatIsNotFiniteIsNamedWithItsModelAndFrame(Family family) throws IOException {
    Model model = model(family);
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      long[] count = {0};
      List<FloatBuffer> outputs = new ArrayList<>();
      model
          .outputs()
          .forEach(
              output -> {
                float[] all = new float[(int) output.frameElements().getAsLong()];
                Arrays.fill(all, value);
                count[0] += all.length;
                outputs.add(FloatBuffer.wrap(all));
              });
      assertThatThrownBy(
              () ->
                  new FramePostprocessor(model, OPTIONS)
                      .process(outputs::get, 0, square(), 7, 0, 64, 96, 1))
          .isInstanceOf(NonFiniteOutputException.class)
          .hasMessageContaining(model.name())
          .hasMessageContaining("frame 7")
          .hasMessageContaining("the value " + value)
          .hasMessageContaining(
              "(of the %d numbers of its outputs for this frame, %d are NaN and %d infinite)"
                  .formatted(
                      count[0],
                      Float.isNaN(value) ? count[0] : 0,
                      Float.isNaN(value) ? 0 : count[0]));
    }
    assertThat(oneBadNumber(model)).as("numbers that the box depends on").isGreaterThan(4);
  }

  /** Returns how many numbers are named if they alone are not finite; no other changes a box. */
  private static int oneBadNumber(Model model) {
    List<FloatBuffer> outputs = new ArrayList<>();
    try (Session session = session(model);
        Workspace workspace = session.workspace(1)) {
      for (int at = 0; at < model.input().frameBytes(); at++) {
        workspace.input().put(at, (byte) WHITE);
      }
      workspace.run(1);
      for (int i = 0; i < model.outputs().size(); i++) {
        float[] all = new float[(int) model.outputs().get(i).frameElements().getAsLong()];
        workspace.output(i).get(0, all);
        outputs.add(FloatBuffer.wrap(all));
      }
    }
    FramePostprocessor postprocessor = new FramePostprocessor(model, OPTIONS);
    String whole = find(postprocessor, outputs).detections().toString();
    int named = 0;
    for (FloatBuffer output : outputs) {
      for (int at = 0; at < output.capacity(); at++) {
        float kept = output.get(at);
        output.put(at, Float.NaN);
        boolean matters = isNamed(postprocessor, outputs, whole);
        named += matters ? 1 : 0;
        // A logit of minus infinity is the probability 0.
        boolean logits = Heads.of(model).family().equals("rf-detr");
        if (matters || at % 50 == 0) {
          output.put(at, Float.POSITIVE_INFINITY);
          assertThat(isNamed(postprocessor, outputs, whole) || !matters).isTrue();
          output.put(at, logits ? kept : Float.NEGATIVE_INFINITY);
          assertThat(isNamed(postprocessor, outputs, whole) || !matters || logits).isTrue();
        }
        output.put(at, kept);
      }
    }
    return named;
  }

  private static boolean isNamed(
      FramePostprocessor postprocessor, List<FloatBuffer> outputs, String whole) {
    try {
      assertThat(find(postprocessor, outputs).detections()).hasToString(whole);
      return false;
    } catch (NonFiniteOutputException e) {
      assertThat(e.getMessage())
          .containsPattern(
              "has the value (NaN|-?Infinity) .*(1 are NaN and 0|0 are NaN and 1) inf");
      return true;
    } catch (InferenceException e) {
      assertThat(e).hasMessageContaining("names the class ");
      return true;
    }
  }

  private static FrameDetections find(FramePostprocessor postprocessor, List<FloatBuffer> outputs) {
    return postprocessor.process(outputs::get, 0, square(), 7, 0, 64, 96, 1);
  }

  private static Model model(Family family) throws IOException {
    ModelDescription said =
        new ModelDescription(
            Optional.of(family.given()).filter(given -> !given.isEmpty()),
            Optional.empty(),
            Optional.empty(),
            Preprocessing.NONE);
    Path file = family.graph().write(folder);
    Path cache = folder.resolve("cache");
    Model model = DetectionModels.in(cache).resolve(file.toString(), said);
    assertThat(Heads.of(model).family()).isEqualTo(family.head().split(":", 2)[0]);
    // Decided already: no test run is made again.
    assertThat(
            new DetectionGraphs(cache.resolve("test-runs"), OnnxRuntimeEngine::new)
                .plan(ModelInspection.of(file), new ImportRequest(said, Optional.empty()))
                .description()
                .head())
        .contains(family.head());
    return model;
  }

  private static Session session(Model model) {
    return new OnnxRuntimeEngine().load(model, Device.CPU, EngineOptions.DEFAULT);
  }

  private static Canvas canvas() {
    return new Canvas(64, 96, Canvas.Fit.STRETCHED, 0, Resampling.LINEAR);
  }

  private static Letterbox square() {
    return Letterbox.of(64, 96, 1, canvas());
  }

  private static List<FrameDetections> run(
      Session session, Model model, Letterbox geometry, int... grays) {
    FramePostprocessor postprocessor = new FramePostprocessor(model, OPTIONS);
    List<FrameDetections> found = new ArrayList<>();
    try (Workspace workspace = session.workspace(grays.length)) {
      int bytes = model.input().frameBytes();
      for (int i = 0; i < grays.length; i++) {
        for (int at = 0; at < bytes; at++) {
          workspace.input().put(i * bytes + at, (byte) grays[i]);
        }
      }
      workspace.run(grays.length);
      for (int i = 0; i < grays.length; i++) {
        found.add(postprocessor.process(workspace::output, i, geometry, i, 0, 64, 96, 1));
      }
    }
    return found;
  }
}
