package io.euge.detection.head;

import io.euge.model.importing.OutputUse;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.Normalization;
import java.util.List;
import java.util.Map;

/**
 * The result of recognizing a graph.
 *
 * @param head its head
 * @param variant which of several ways to read the outputs; empty where there is one
 * @param classes how many classes it scores
 * @param outputs those that the head reads
 * @param constants values for inputs beside the image
 * @param input what most models of the family take
 * @param batches whether the outputs have a place for each frame of a run
 * @param assumptions sentences about what neither the file nor the user says
 */
public record Recognition(
    Head head,
    String variant,
    int classes,
    List<OutputUse> outputs,
    Map<String, List<Long>> constants,
    UsualInput input,
    boolean batches,
    List<String> assumptions) {
  public Recognition {
    outputs = List.copyOf(outputs);
    constants = Map.copyOf(constants);
    assumptions = List.copyOf(assumptions);
  }

  /** Returns what was recognized without inputs beside the image and without assumptions. */
  public static Recognition of(
      Head head, int classes, List<OutputUse> outputs, UsualInput input, boolean batches) {
    return new Recognition(head, "", classes, outputs, Map.of(), input, batches, List.of());
  }

  /** Returns the same as one of several variants. */
  public Recognition as(String name) {
    return new Recognition(head, name, classes, outputs, constants, input, batches, assumptions);
  }

  /** Returns the same with values for inputs beside the image. */
  public Recognition with(Map<String, List<Long>> values) {
    return new Recognition(head, variant, classes, outputs, values, input, batches, assumptions);
  }

  /** Returns the same with a sentence about what is assumed. */
  public Recognition assuming(String sentence) {
    return new Recognition(
        head, variant, classes, outputs, constants, input, batches, List.of(sentence));
  }

  /** Returns the family and the variant, as a user gives them: {@code yolox:raw}. */
  public String name() {
    return variant.isEmpty() ? head.family() : head.family() + ":" + variant;
  }

  /** Returns the usual order of the family's channels. */
  public ColorOrder colors() {
    return input.colors();
  }

  /** Returns the family's usual normalization. */
  public Normalization normalization() {
    return input.normalization();
  }

  /** Returns how the family's frames are usually fitted. */
  public FrameFit fit() {
    return input.fit();
  }
}
