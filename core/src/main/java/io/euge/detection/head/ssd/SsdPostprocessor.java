package io.euge.detection.head.ssd;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/**
 * Reads the boxes of an {@link SsdHead}. A box has the class of highest probability, and its
 * confidence is that probability.
 */
final class SsdPostprocessor implements Postprocessor {
  private final SsdHead head;
  private final int scores;
  private final int boxes;
  private final double unitX;
  private final double unitY;
  private final BoxFilter filter;
  private final float[] row;
  private final float[] box = new float[4];

  SsdPostprocessor(SsdHead head, Model model, BoxFilter filter) {
    this.head = head;
    this.filter = filter;
    scores = model.outputIndex(head.scores());
    boxes = model.outputIndex(head.boxes());
    unitX = head.unit() ? model.input().width() : 1;
    unitY = head.unit() ? model.input().height() : 1;
    row = new float[head.columns()];
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer probabilities = outputs.apply(scores);
    FloatBuffer corners = outputs.apply(boxes);
    int first = row.length - head.classes();
    for (int i = slot * head.priors(); i < (slot + 1) * head.priors(); i++) {
      probabilities.get(i * row.length, row);
      int best = first;
      for (int c = first; c < row.length; c++) {
        NonFiniteOutputException.require(head.scores(), row[c]);
        best = row[c] > row[best] ? c : best;
      }
      float confidence = row[best];
      if (confidence > filter.confidence() && filter.wants(best - first)) {
        corners.get(4 * i, box);
        for (float number : box) {
          NonFiniteOutputException.require(head.boxes(), number);
        }
        candidates.addCorners(
            best - first,
            confidence,
            box[0] * unitX,
            box[1] * unitY,
            box[2] * unitX,
            box[3] * unitY);
      }
    }
  }
}
