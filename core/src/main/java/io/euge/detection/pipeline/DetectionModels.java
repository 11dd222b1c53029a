package io.euge.detection.pipeline;

import io.euge.detection.DetectionFields;
import io.euge.detection.family.Heads;
import io.euge.detection.head.BoxParts;
import io.euge.detection.importing.DetectionGraphs;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.UnsupportedInputException;
import io.euge.model.catalogue.Catalogue;
import io.euge.model.importing.NarrowedGraph;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.TensorSpec;
import io.euge.model.store.ModelStore;
import io.euge.video.Canvas;
import io.euge.video.Resampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds models that a {@link Detector} can use. */
public final class DetectionModels {
  private DetectionModels() {}

  /** Returns the user's own store, see {@link ModelStore#standardDirectory}. */
  public static ModelStore standard() {
    return in(ModelStore.standardDirectory());
  }

  /** Returns a store that keeps what it converts in a directory, made when first needed. */
  public static ModelStore in(Path cacheDirectory) {
    return new ModelStore(
        cacheDirectory,
        Catalogue.standard(),
        new DetectionGraphs(cacheDirectory.resolve("test-runs"), OnnxRuntimeEngine::new),
        DetectionModels::check);
  }

  /** Returns what a model finds of each object beside its box. */
  public static DetectionFields fieldsOf(Model model) {
    BoxParts parts = Heads.of(model).parts();
    return new DetectionFields(
        parts.keypoints().isPresent(), parts.prototypes().isPresent(), false);
  }

  /**
   * Returns the model that finds what is wanted: where masks are not, a copy without the part of
   * the graph that computes their prototypes, which engines would compute for each frame. Its boxes
   * are the same to the bit.
   *
   * @param model one of this store
   * @throws ModelException if the copy cannot be made
   */
  public static Model narrowed(ModelStore store, Model model, DetectionFields wanted) {
    BoxParts parts = Heads.of(model).parts();
    // The coefficients of masks lie before keypoints, whose place they must go on to say.
    if (wanted.masks() || parts.prototypes().isEmpty() || parts.keypoints().isPresent()) {
      return model;
    }
    String prototypes = parts.prototypes().get().output();
    List<String> lines = new ArrayList<>(ModelMetadata.headLines(model.metadata()));
    lines.set(0, BoxParts.withoutMasks(lines.get(0)));
    List<String> outputs =
        model.outputs().stream()
            .map(TensorSpec::name)
            .filter(output -> !output.equals(prototypes))
            .toList();
    return store.narrow(model, new NarrowedGraph(model, outputs, lines));
  }

  /**
   * Checks that frames can be written into a model's input and that its outputs can be read as
   * detections.
   *
   * @throws ModelException if not
   */
  public static void check(Model model) {
    InputSpec input = model.input();
    InputSpec fed =
        InputSpec.rgbBytes(
            input.name(), input.width(), input.height(), input.fit(), input.batches());
    if (!input.equals(fed)) {
      throw new UnsupportedInputException(model.graph());
    }
    Heads.of(model);
  }

  /** Returns the picture that frames are scaled into for an input. */
  public static Canvas canvas(InputSpec input) {
    Canvas.Fit fit =
        switch (input.fit().mode()) {
          case LETTERBOX_CENTERED -> Canvas.Fit.CENTERED;
          case LETTERBOX_TOP_LEFT -> Canvas.Fit.TOP_LEFT;
          case STRETCHED -> Canvas.Fit.STRETCHED;
        };
    Resampling resampling =
        switch (input.fit().resampling()) {
          case GAUSSIAN -> Resampling.GAUSSIAN;
          case LINEAR -> Resampling.LINEAR;
        };
    return new Canvas(input.width(), input.height(), fit, input.fit().fill(), resampling);
  }
}
