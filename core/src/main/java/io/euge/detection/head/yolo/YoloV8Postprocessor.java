package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Reads the boxes of a {@link YoloV8Head}. A box has the class of highest probability, and its
 * confidence is that probability.
 */
final class YoloV8Postprocessor implements Postprocessor {
  private final YoloV8Head head;
  private final int output;
  private final double unitX;
  private final double unitY;
  private final BoxFilter filter;

  /** The highest probability of each box so far, and whose it is. */
  private final float[] best;

  private final int[] bestClass;
  private final float[] row;

  YoloV8Postprocessor(YoloV8Head head, Model model, BoxFilter filter) {
    this.head = head;
    this.output = model.outputIndex(head.output());
    this.unitX = head.unit() ? model.input().width() : 1;
    this.unitY = head.unit() ? model.input().height() : 1;
    this.filter = filter;
    this.best = new float[head.boxes()];
    this.bestClass = new int[head.boxes()];
    this.row = new float[head.boxes()];
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer tensor = outputs.apply(output);
    int boxes = head.boxes();
    int base = slot * head.channels() * boxes;
    // Class by class, as they lie in memory.
    tensor.get(base + 4 * boxes, best);
    for (float probability : best) {
      NonFiniteOutputException.require(head.output(), probability);
    }
    Arrays.fill(bestClass, 0);
    for (int c = 1; c < head.classes(); c++) {
      tensor.get(base + (4 + c) * boxes, row);
      for (int i = 0; i < boxes; i++) {
        // The best is a number: what is not at most as high is higher or none.
        if (!(row[i] <= best[i])) {
          best[i] = NonFiniteOutputException.require(head.output(), row[i]);
          bestClass[i] = c;
        } else if (row[i] == Float.NEGATIVE_INFINITY) {
          throw new NonFiniteOutputException(head.output(), row[i]);
        }
      }
    }
    for (int i = 0; i < boxes; i++) {
      if (best[i] > filter.confidence() && filter.wants(bestClass[i])) {
        float x = NonFiniteOutputException.require(head.output(), tensor.get(base + i));
        float y = NonFiniteOutputException.require(head.output(), tensor.get(base + boxes + i));
        float width =
            NonFiniteOutputException.require(head.output(), tensor.get(base + 2 * boxes + i));
        float height =
            NonFiniteOutputException.require(head.output(), tensor.get(base + 3 * boxes + i));
        candidates.setPlace(i);
        candidates.addCentered(
            bestClass[i], best[i], x * unitX, y * unitY, width * unitX, height * unitY);
      }
    }
  }

  @Override
  public void copyRest(IntFunction<FloatBuffer> outputs, int slot, int box, float[] rest) {
    FloatBuffer tensor = outputs.apply(output);
    int at =
        (slot * head.channels() + YoloV8Head.FIRST_CLASS + head.classes()) * head.boxes() + box;
    for (int i = 0; i < rest.length; i++, at += head.boxes()) {
      rest[i] = tensor.get(at);
    }
  }
}
