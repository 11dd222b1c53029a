package io.euge.detection.head.light;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Grid;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.Plausibility;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The head of NanoDet and NanoDet-Plus: for each cell a probability for each class, and for each
 * side of its box a distribution of its distance from the cell, as logits of {@code bins} whole
 * numbers of strides (Li et al., <i>Generalized Focal Loss</i>, 2020).
 *
 * @param levels one for each grid, in the order of the strides
 * @param classes how many
 * @param bins of a side
 * @param plus whether a cell's point is its corner, as in NanoDet-Plus, and not its middle
 */
public record NanoDetHead(List<Level> levels, int classes, int bins, boolean plus) implements Head {
  static final String FAMILY = "nanodet";

  /** The sides of a box: left, top, right, bottom. */
  static final int SIDES = 4;

  public NanoDetHead {
    levels = List.copyOf(levels);
  }

  /**
   * One grid. Its numbers are in two outputs, or one after another in one output of all grids.
   *
   * @param stride pixels of the input for a cell
   * @param scores the output with its classes
   * @param distances the output with its sides; the same for one of all grids
   * @param rows of these outputs
   */
  public record Level(int stride, String scores, String distances, int rows) {}

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return levels.stream()
        .map(
            level ->
                HeadLine.of(FAMILY)
                    .with("stride", level.stride())
                    .with("scores", level.scores())
                    .with("distances", level.distances())
                    .with("rows", level.rows())
                    .with("classes", classes)
                    .with("bins", bins)
                    .with("plus", plus)
                    .toString())
        .toList();
  }

  @Override
  public List<String> describe() {
    return levels.stream()
        .map(
            level ->
                "%s, stride %d, %d bins a side, %d classes%s"
                    .formatted(
                        level.scores(),
                        level.stride(),
                        bins,
                        classes,
                        plus ? ", NanoDet-Plus" : ""))
        .toList();
  }

  List<Grid> grids(Model model) {
    int[] strides = levels.stream().mapToInt(Level::stride).toArray();
    return Grid.of(model.input().width(), model.input().height(), strides);
  }

  /** Returns whether all grids lie in one output. */
  boolean joined() {
    return levels.get(0).scores().equals(levels.get(0).distances());
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new NanoDetPostprocessor(this, model, filter);
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    int row = joined() ? classes + SIDES * bins : classes;
    return levels.stream()
        .map(Level::scores)
        .distinct()
        .flatMap(
            output ->
                Plausibility.probabilities(
                    output, outputs.apply(model.outputIndex(output)), 0, classes, row)
                    .stream())
        .findFirst();
  }

  @Override
  public void check(Model model) {
    List<Grid> grids = grids(model);
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      if (joined()) {
        HeadChecks.output(model, level.scores(), level.rows(), classes + (long) SIDES * bins);
        HeadChecks.cells(model, grids, level.rows());
      } else {
        HeadChecks.output(model, level.scores(), level.rows(), classes);
        HeadChecks.output(model, level.distances(), level.rows(), (long) SIDES * bins);
        HeadChecks.cells(model, List.of(grids.get(i)), level.rows());
      }
    }
    HeadChecks.labels(model, classes);
  }
}
