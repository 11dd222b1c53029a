package io.euge.detection.head;

import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.pipeline.FrameBatch;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.model.YoloHead;
import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Turns one slot of an inferred batch into the result of its frame: all heads, then suppression.
 * Whatever engine ran the network, its raw outputs can be decoded here. For one thread.
 */
public final class BatchPostprocessor {
  private final List<String> labels;
  private final List<YoloPostprocessor> heads = new ArrayList<>();
  private final NonMaximumSuppression suppression;
  private final Candidates candidates = new Candidates();

  /**
   * @throws io.euge.EugeException when the options name a class the model does not have
   */
  public BatchPostprocessor(Model model, DetectionOptions options) {
    labels = model.labels();
    suppression = new NonMaximumSuppression(options.iou());
    BitSet classes = options.selectedFrom(labels);
    for (YoloHead head : model.heads()) {
      heads.add(
          new YoloPostprocessor(
              head, model.inputWidth(), model.inputHeight(), options.confidence(), classes));
    }
  }

  public FrameDetections decode(FrameBatch batch, int slot) {
    candidates.clear();
    Workspace workspace = batch.workspace();
    for (int head = 0; head < heads.size(); head++) {
      heads.get(head).decode(workspace.output(head), slot, batch.letterbox(slot), candidates);
    }
    return suppressed(
        batch.frame(slot), batch.seconds(slot), batch.width(slot), batch.height(slot));
  }

  /**
   * Decodes outputs that another engine computed.
   *
   * @param outputs for each of the model's heads, in their order, raw floats {@code [N, anchors *
   *     (5 + classes), gridHeight, gridWidth]}; only read, and only during the call
   * @param slot the frame's place in the batch, from 0 to below {@code N}
   * @param letterbox how the frame lay in the network's canvas
   * @param frame index in presentation order, from 0
   * @param seconds presentation time
   * @param width of the source frame in pixels
   * @param height of the source frame in pixels
   */
  public FrameDetections decode(
      List<FloatBuffer> outputs,
      int slot,
      Letterbox letterbox,
      long frame,
      double seconds,
      int width,
      int height) {
    if (outputs.size() != heads.size()) {
      throw new IllegalArgumentException(
          "The model has " + heads.size() + " heads, but there are " + outputs.size() + " outputs");
    }
    candidates.clear();
    for (int head = 0; head < heads.size(); head++) {
      heads.get(head).decode(outputs.get(head), slot, letterbox, candidates);
    }
    return suppressed(frame, seconds, width, height);
  }

  private FrameDetections suppressed(long frame, double seconds, int width, int height) {
    int count = suppression.choose(candidates);
    int[] classIds = new int[count];
    float[] numbers = new float[5 * count];
    for (int i = 0; i < count; i++) {
      int box = suppression.kept(i);
      classIds[i] = candidates.classIds[box];
      numbers[5 * i] = candidates.confidences[box];
      System.arraycopy(candidates.boxes, 4 * box, numbers, 5 * i + 1, 4);
    }
    return new FrameDetections(frame, seconds, width, height, labels, classIds, numbers);
  }
}
