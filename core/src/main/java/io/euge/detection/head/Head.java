package io.euge.detection.head;

import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The meaning of a model's outputs: its family, with the numbers that differ from model to model.
 *
 * <p>A family is one of these records, a {@link HeadRecognizer} and a {@link Postprocessor}.
 */
public interface Head {
  /** Returns the name of the family, as users see it. */
  String family();

  /** Describes the head's parts for people, one line each. */
  List<String> describe();

  /** Returns the lines that describe this head in a graph file's metadata. */
  List<String> lines();

  /** Returns what boxes have beside their classes. */
  default BoxParts parts() {
    return BoxParts.NONE;
  }

  /** Returns whether places are in parts of the input, from 0 to 1, and not in its pixels. */
  default boolean unit() {
    return false;
  }

  /**
   * Returns what reads the outputs.
   *
   * @param model one that was checked
   */
  Postprocessor postprocessor(Model model, BoxFilter filter);

  /**
   * Returns why the outputs for a synthetic image cannot be those of this head; empty if they can.
   *
   * @param outputs the tensors by their index in the model's outputs, for one frame, of finite
   *     numbers
   */
  Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs);

  /** Returns whether the network chooses its boxes itself, so that none is left to suppress. */
  default boolean endToEnd() {
    return false;
  }

  /**
   * Checks that a model has the outputs and labels that this head needs.
   *
   * @throws io.euge.model.ModelException if it has not
   */
  void check(Model model);
}
