package io.euge.detection.head.yolo;

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
 * Reads the boxes of a {@link YoloXHead}. A box has the class of highest probability, and its
 * confidence is objectness times that probability. The exponential is {@link StrictMath}'s, the
 * same to the bit everywhere.
 */
final class YoloXPostprocessor implements Postprocessor {
  private final YoloXHead head;
  private final int output;
  private final List<Grid> grids;
  private final BoxFilter filter;
  private final float[] box;

  YoloXPostprocessor(YoloXHead head, Model model, BoxFilter filter) {
    this.head = head;
    this.output = model.outputIndex(head.output());
    this.grids = head.grids(model);
    this.filter = filter;
    this.box = new float[YoloXHead.FIRST_CLASS + head.classes()];
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer tensor = outputs.apply(output);
    for (int g = 0; g < grids.size(); g++) {
      Grid grid = grids.get(g);
      int base = (slot * head.boxes() + grid.first()) * box.length;
      for (int cell = 0; cell < grid.cells(); cell++, base += box.length) {
        float objectness = tensor.get(base + 4);
        // The confidence cannot exceed the objectness: most boxes are passed by.
        if (objectness > filter.confidence()) {
          tensor.get(base, box);
          processBox(grid, cell, candidates);
        } else if (!(objectness >= -Float.MAX_VALUE)) {
          throw new NonFiniteOutputException(head.output(), objectness);
        }
      }
    }
  }

  private void processBox(Grid grid, int cell, Candidates candidates) {
    int best = YoloXHead.FIRST_CLASS;
    for (int i = 0; i < box.length; i++) {
      NonFiniteOutputException.require(head.output(), box[i]);
      if (i > best && box[i] > box[best]) {
        best = i;
      }
    }
    float confidence = box[4] * box[best];
    int classId = best - YoloXHead.FIRST_CLASS;
    if (!(confidence > filter.confidence()) || !filter.wants(classId)) {
      return;
    }
    if (head.decoded()) {
      candidates.addCentered(classId, confidence, box[0], box[1], box[2], box[3]);
    } else {
      int stride = grid.stride();
      candidates.addCentered(
          classId,
          confidence,
          ((double) box[0] + cell % grid.columns()) * stride,
          ((double) box[1] + Math.floorDiv(cell, grid.columns())) * stride,
          StrictMath.exp(box[2]) * stride,
          StrictMath.exp(box[3]) * stride);
    }
  }
}
