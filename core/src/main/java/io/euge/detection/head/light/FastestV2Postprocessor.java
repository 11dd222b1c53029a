package io.euge.detection.head.light;

import io.euge.detection.head.Anchor;
import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.Grid;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Reads the boxes of a {@link FastestV2Head}. A box has the class of highest probability, and its
 * confidence is objectness times that probability.
 */
final class FastestV2Postprocessor implements Postprocessor {
  private final FastestV2Head head;
  private final int[] outputs;
  private final List<Grid> grids;
  private final int cells;
  private final BoxFilter filter;
  private final float[] row;

  FastestV2Postprocessor(FastestV2Head head, Model model, BoxFilter filter) {
    this.head = head;
    this.filter = filter;
    outputs = head.outputs().stream().mapToInt(model::outputIndex).toArray();
    grids = head.grids(model);
    cells = Math.toIntExact(Grid.cells(grids));
    row = new float[FastestV2Head.FIRST_CLASS + head.classes()];
  }

  @Override
  public void process(IntFunction<FloatBuffer> tensors, int slot, Candidates candidates) {
    for (int level = 0; level < grids.size(); level++) {
      Grid grid = grids.get(level);
      FloatBuffer tensor = tensors.apply(outputs[head.joined() ? 0 : level]);
      int first = head.joined() ? slot * cells + grid.first() : slot * grid.cells();
      for (int cell = 0; cell < grid.cells(); cell++) {
        int base = (first + cell) * row.length;
        if (hasBox(tensor, base)) {
          tensor.get(base, row);
          processCell(level, cell, candidates);
        }
      }
    }
  }

  /** The confidence cannot exceed the objectness: most cells are passed by. */
  private boolean hasBox(FloatBuffer tensor, int base) {
    boolean has = false;
    for (int i = FastestV2Head.FIRST_OBJECTNESS; i < FastestV2Head.FIRST_CLASS; i++) {
      has |=
          NonFiniteOutputException.require(head.outputs().get(0), tensor.get(base + i))
              > filter.confidence();
    }
    return has;
  }

  private void processCell(int level, int cell, Candidates candidates) {
    int best = FastestV2Head.FIRST_CLASS;
    for (int i = 0; i < row.length; i++) {
      NonFiniteOutputException.require(head.outputs().get(0), row[i]);
      if (i > best && row[i] > row[best]) {
        best = i;
      }
    }
    int classId = best - FastestV2Head.FIRST_CLASS;
    if (!filter.wants(classId)) {
      return;
    }
    Grid grid = grids.get(level);
    List<Anchor> anchors = FastestV2Head.ANCHORS.get(level);
    for (int a = 0; a < anchors.size(); a++) {
      float confidence = row[FastestV2Head.FIRST_OBJECTNESS + a] * row[best];
      if (confidence > filter.confidence()) {
        candidates.addCentered(
            classId,
            confidence,
            (2.0 * row[4 * a] - 0.5 + cell % grid.columns()) * grid.stride(),
            (2.0 * row[4 * a + 1] - 0.5 + Math.floorDiv(cell, grid.columns())) * grid.stride(),
            4.0 * row[4 * a + 2] * row[4 * a + 2] * anchors.get(a).width(),
            4.0 * row[4 * a + 3] * row[4 * a + 3] * anchors.get(a).height());
      }
    }
  }
}
