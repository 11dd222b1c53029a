package io.euge.detection.head.detr;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.ClassIds;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.detection.head.Rows;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/** Reads the boxes of a {@link DetrHead}. */
final class DetrPostprocessor implements Postprocessor {
  private final DetrHead head;
  private final int labels;
  private final int boxes;
  private final int scores;
  private final BoxFilter filter;
  private final float[] box = new float[4];

  DetrPostprocessor(DetrHead head, Model model, BoxFilter filter) {
    this.head = head;
    this.filter = filter;
    labels = model.outputIndex(head.labels());
    boxes = model.outputIndex(head.boxes());
    scores = model.outputIndex(head.scores());
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer score = outputs.apply(scores);
    FloatBuffer label = outputs.apply(labels);
    FloatBuffer corners = outputs.apply(boxes);
    int first = slot * head.queries();
    for (int i = first; i < first + head.queries(); i++) {
      float confidence = NonFiniteOutputException.require(head.scores(), score.get(i));
      if (Rows.isNone(confidence)) {
        return;
      }
      Rows.requireRoom(head.scores(), i - first, head.queries());
      if (confidence > filter.confidence()) {
        int classId = ClassIds.require(head.labels(), label.get(i), head.classes());
        if (filter.wants(classId)) {
          corners.get(4 * i, box);
          for (float number : box) {
            NonFiniteOutputException.require(head.boxes(), number);
          }
          candidates.addCorners(classId, confidence, box[0], box[1], box[2], box[3]);
        }
      }
    }
  }
}
