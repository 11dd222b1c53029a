package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.ClassIds;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.detection.head.Rows;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/** Reads the boxes of an {@link NmsRowsHead}. */
final class NmsRowsPostprocessor implements Postprocessor {
  private final NmsRowsHead head;
  private final int output;
  private final BoxFilter filter;
  private final float[] row = new float[NmsRowsHead.NUMBERS];

  NmsRowsPostprocessor(NmsRowsHead head, Model model, BoxFilter filter) {
    this.head = head;
    this.output = model.outputIndex(head.output());
    this.filter = filter;
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer tensor = outputs.apply(output);
    int first = slot * head.rows();
    for (int i = 0; i < head.rows(); i++) {
      tensor.get((first + i) * row.length, row);
      if (Rows.isNone(row[0])) {
        return;
      }
      Rows.requireRoom(head.output(), i, head.rows());
      for (float number : row) {
        NonFiniteOutputException.require(head.output(), number);
      }
      int classId = ClassIds.require(head.output(), row[5], head.classes());
      if (row[6] > filter.confidence() && filter.wants(classId)) {
        candidates.addCorners(classId, row[6], row[1], row[2], row[3], row[4]);
      }
    }
  }
}
