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

/** Reads the boxes of an {@link EndToEndHead}. */
final class EndToEndPostprocessor implements Postprocessor {
  private final EndToEndHead head;
  private final int output;
  private final BoxFilter filter;
  private final double unitX;
  private final double unitY;
  private final float[] row = new float[EndToEndHead.BOX_NUMBERS];

  EndToEndPostprocessor(EndToEndHead head, Model model, BoxFilter filter) {
    this.head = head;
    this.output = model.outputIndex(head.output());
    this.filter = filter;
    this.unitX = head.unit() ? model.input().width() : 1;
    this.unitY = head.unit() ? model.input().height() : 1;
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer tensor = outputs.apply(output);
    int base = slot * head.rows() * head.numbers();
    for (int i = 0; i < head.rows(); i++, base += head.numbers()) {
      tensor.get(base, row);
      if (EndToEndHead.isNone(row[0], row[4])) {
        return;
      }
      Rows.requireRoom(head.output(), i, head.rows());
      float confidence = NonFiniteOutputException.require(head.output(), row[4]);
      if (confidence > filter.confidence()) {
        for (float number : row) {
          NonFiniteOutputException.require(head.output(), number);
        }
        int classId = ClassIds.require(head.output(), row[5], head.classes());
        if (filter.wants(classId)) {
          candidates.setPlace(i);
          candidates.addCorners(
              classId, confidence, row[0] * unitX, row[1] * unitY, row[2] * unitX, row[3] * unitY);
        }
      }
    }
  }

  @Override
  public void copyRest(IntFunction<FloatBuffer> outputs, int slot, int box, float[] rest) {
    int row = (slot * head.rows() + box) * head.numbers();
    outputs.apply(output).get(row + EndToEndHead.BOX_NUMBERS, rest);
  }
}
