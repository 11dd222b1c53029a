package io.euge.detection.head.ssd;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.ClassIds;
import io.euge.detection.head.CocoCategories;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.detection.head.Rows;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/**
 * Reads the boxes of a {@link TensorFlowHead}. Rows that are no detections have the score 0, so the
 * number of detections need not be read.
 */
final class TensorFlowPostprocessor implements Postprocessor {
  private final TensorFlowHead head;
  private final int boxes;
  private final int numbers;
  private final int scores;
  private final double width;
  private final double height;
  private final BoxFilter filter;
  private final float[] box = new float[4];

  TensorFlowPostprocessor(TensorFlowHead head, Model model, BoxFilter filter) {
    this.head = head;
    this.filter = filter;
    boxes = model.outputIndex(head.boxes());
    numbers = model.outputIndex(head.numbers());
    scores = model.outputIndex(head.scores());
    width = model.input().width();
    height = model.input().height();
  }

  /** Returns the class of a number; -1 if no class has it. */
  static int classOf(TensorFlowHead head, float number) {
    int id = (int) number;
    if (id != number) {
      return -1;
    }
    if (head.categories()) {
      return CocoCategories.classOf(id);
    }
    return id >= 1 && id <= head.classes() ? id - 1 : -1;
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer score = outputs.apply(scores);
    FloatBuffer number = outputs.apply(numbers);
    FloatBuffer corners = outputs.apply(boxes);
    int first = slot * head.rows();
    for (int i = first; i < first + head.rows(); i++) {
      float confidence = NonFiniteOutputException.require(head.scores(), score.get(i));
      if (head.filled() && Rows.isNone(confidence)) {
        return;
      }
      Rows.requireRoom(head.scores(), i - first, head.rows());
      if (confidence > filter.confidence()) {
        int classId = classOf(head, number.get(i));
        if (classId < 0) {
          throw ClassIds.unknown(head.numbers(), number.get(i), head.classes());
        }
        if (filter.wants(classId)) {
          corners.get(4 * i, box);
          for (float side : box) {
            NonFiniteOutputException.require(head.boxes(), side);
          }
          candidates.addCorners(
              classId,
              confidence,
              box[1] * width,
              box[0] * height,
              box[3] * width,
              box[2] * height);
        }
      }
    }
  }
}
