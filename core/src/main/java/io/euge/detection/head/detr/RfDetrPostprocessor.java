package io.euge.detection.head.detr;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.CocoCategories;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.detection.head.Rows;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/** Reads the boxes of an {@link RfDetrHead}. A box has the class of highest probability. */
final class RfDetrPostprocessor implements Postprocessor {
  private final RfDetrHead head;
  private final int boxes;
  private final int logits;
  private final double width;
  private final double height;
  private final BoxFilter filter;
  private final float[] row;
  private final float[] box = new float[4];
  private final int[] classOf;

  RfDetrPostprocessor(RfDetrHead head, Model model, BoxFilter filter) {
    this.head = head;
    this.filter = filter;
    boxes = model.outputIndex(head.boxes());
    logits = model.outputIndex(head.logits());
    width = model.input().width();
    height = model.input().height();
    row = new float[head.columns()];
    classOf = new int[head.columns()];
    for (int i = 0; i < classOf.length; i++) {
      classOf[i] = head.categories() ? CocoCategories.classOf(i) : i < head.classes() ? i : -1;
    }
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer scores = outputs.apply(logits);
    FloatBuffer places = outputs.apply(boxes);
    int first = slot * head.queries();
    for (int i = first; i < first + head.queries(); i++) {
      if (Rows.isNone(places.get(4 * i))) {
        return;
      }
      Rows.requireRoom(head.boxes(), i - first, head.queries());
      scores.get(i * row.length, row);
      int best = best();
      float confidence = confidence(best);
      int classId = classOf[best];
      if (confidence > filter.confidence() && classId >= 0 && filter.wants(classId)) {
        places.get(4 * i, box);
        for (float number : box) {
          NonFiniteOutputException.require(head.boxes(), number);
        }
        candidates.addCentered(
            classId, confidence, box[0] * width, box[1] * height, box[2] * width, box[3] * height);
      }
    }
  }

  private float confidence(int best) {
    if (!head.softmax()) {
      return (float) (1 / (1 + StrictMath.exp(-row[best])));
    }
    double sum = 0;
    for (float logit : row) {
      sum += StrictMath.exp((double) logit - row[best]);
    }
    return (float) (1 / sum);
  }

  private int best() {
    int best = 0;
    for (int i = 0; i < row.length; i++) {
      // Minus infinity is a probability of 0.
      if (!(row[i] <= Float.MAX_VALUE)) {
        throw new NonFiniteOutputException(head.logits(), row[i]);
      }
      if (classOf[i] >= 0 && (classOf[best] < 0 || row[i] > row[best])) {
        best = i;
      }
    }
    NonFiniteOutputException.require(head.logits(), row[best]);
    return best;
  }
}
