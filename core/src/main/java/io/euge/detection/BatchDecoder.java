package io.euge.detection;

import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.model.YoloHead;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Turns one slot of an inferred batch into the result of its frame: all heads, then suppression.
 */
final class BatchDecoder {
  private final List<String> labels;
  private final List<YoloDecoder> heads = new ArrayList<>();
  private final NonMaximumSuppression suppression;
  private final Candidates candidates = new Candidates();

  BatchDecoder(Model model, DetectionOptions options) {
    labels = model.labels();
    suppression = new NonMaximumSuppression(options.iou());
    BitSet classes = options.selectedFrom(labels);
    for (YoloHead head : model.heads()) {
      heads.add(
          new YoloDecoder(
              head, model.inputWidth(), model.inputHeight(), options.confidence(), classes));
    }
  }

  FrameDetections decode(FrameBatch batch, int slot) {
    candidates.clear();
    Workspace workspace = batch.workspace();
    for (int head = 0; head < heads.size(); head++) {
      heads.get(head).decode(workspace.output(head), slot, batch.letterbox(slot), candidates);
    }
    int count = suppression.choose(candidates);
    int[] classIds = new int[count];
    float[] numbers = new float[5 * count];
    for (int i = 0; i < count; i++) {
      int box = suppression.kept(i);
      classIds[i] = candidates.classIds[box];
      numbers[5 * i] = candidates.confidences[box];
      System.arraycopy(candidates.boxes, 4 * box, numbers, 5 * i + 1, 4);
    }
    return new FrameDetections(
        batch.frame(slot),
        batch.seconds(slot),
        batch.width(slot),
        batch.height(slot),
        labels,
        classIds,
        numbers);
  }
}
