package io.euge.detection.head.detr;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/** Reads the boxes of an {@link RtDetrHead}. A box has the class of highest probability. */
final class RtDetrPostprocessor implements Postprocessor {
  private final RtDetrHead head;
  private final int output;
  private final double width;
  private final double height;
  private final BoxFilter filter;
  private final float[] row;

  RtDetrPostprocessor(RtDetrHead head, Model model, BoxFilter filter) {
    this.head = head;
    this.filter = filter;
    output = model.outputIndex(head.output());
    width = model.input().width();
    height = model.input().height();
    row = new float[head.numbers()];
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer tensor = outputs.apply(output);
    for (int i = slot * head.queries(); i < (slot + 1) * head.queries(); i++) {
      tensor.get(i * row.length, row);
      int best = RtDetrHead.FIRST_CLASS;
      for (int n = 0; n < row.length; n++) {
        NonFiniteOutputException.require(head.output(), row[n]);
        best = n > best && row[n] > row[best] ? n : best;
      }
      int classId = best - RtDetrHead.FIRST_CLASS;
      if (row[best] > filter.confidence() && filter.wants(classId)) {
        candidates.addCentered(
            classId, row[best], row[0] * width, row[1] * height, row[2] * width, row[3] * height);
      }
    }
  }
}
