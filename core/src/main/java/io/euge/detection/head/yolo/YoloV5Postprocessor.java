package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/**
 * Reads the boxes of a {@link YoloV5Head}. A box has the class of highest probability, and its
 * confidence is objectness times that probability.
 */
final class YoloV5Postprocessor implements Postprocessor {
  private final YoloV5Head head;
  private final int output;
  private final BoxFilter filter;
  private final float[] box;
  private final double unitX;
  private final double unitY;

  YoloV5Postprocessor(YoloV5Head head, Model model, BoxFilter filter) {
    this.head = head;
    this.output = model.outputIndex(head.output());
    this.filter = filter;
    this.unitX = head.unit() ? model.input().width() : 1;
    this.unitY = head.unit() ? model.input().height() : 1;
    this.box = new float[YoloV5Head.FIRST_CLASS + head.classes()];
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer tensor = outputs.apply(output);
    int base = slot * head.boxes() * head.numbers();
    for (int i = 0; i < head.boxes(); i++, base += head.numbers()) {
      float objectness = tensor.get(base + 4);
      // The confidence cannot exceed the objectness: most boxes are passed by.
      if (objectness > filter.confidence()) {
        tensor.get(base, box);
        candidates.setPlace(i);
        processBox(candidates);
      } else if (!(objectness >= -Float.MAX_VALUE)) {
        throw new NonFiniteOutputException(head.output(), objectness);
      }
    }
  }

  private void processBox(Candidates candidates) {
    int best = YoloV5Head.FIRST_CLASS;
    for (int i = 0; i < box.length; i++) {
      NonFiniteOutputException.require(head.output(), box[i]);
      if (i > best && box[i] > box[best]) {
        best = i;
      }
    }
    float confidence = box[4] * box[best];
    int classId = best - YoloV5Head.FIRST_CLASS;
    if (confidence > filter.confidence() && filter.wants(classId)) {
      candidates.addCentered(
          classId, confidence, box[0] * unitX, box[1] * unitY, box[2] * unitX, box[3] * unitY);
    }
  }

  @Override
  public void copyRest(IntFunction<FloatBuffer> outputs, int slot, int box, float[] rest) {
    int row = (slot * head.boxes() + box) * head.numbers();
    outputs.apply(output).get(row + YoloV5Head.FIRST_CLASS + head.classes(), rest);
  }
}
