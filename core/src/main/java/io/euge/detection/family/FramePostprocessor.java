package io.euge.detection.family;

import io.euge.detection.DetectionFields;
import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.Suppression;
import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.Head;
import io.euge.detection.head.NonFiniteCount;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.NonMaximumSuppression;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Turns the outputs for one frame into its detections: the boxes of the model's family, then
 * suppression. Whichever engine ran the network, its raw outputs can be processed here. For one
 * thread.
 */
public final class FramePostprocessor {
  private final Model model;
  private final List<String> labels;
  private final Postprocessor postprocessor;
  private final NonMaximumSuppression suppression;
  private final Candidates candidates = new Candidates();
  private final PartsReader parts;

  /**
   * Prepares for a model.
   *
   * @throws io.euge.EugeException if Euge does not know the model's head, or the options name a
   *     class that the model does not have
   */
  public FramePostprocessor(Model model, DetectionOptions options) {
    this(model, options, DetectionFields.BOXES);
  }

  /**
   * Prepares for a model.
   *
   * @param wanted what is read of the outputs beside boxes
   * @throws io.euge.EugeException if Euge does not know the model's head, or the options name a
   *     class that the model does not have
   */
  public FramePostprocessor(Model model, DetectionOptions options, DetectionFields wanted) {
    this.model = model;
    labels = model.labels();
    Head head = Heads.of(model);
    suppression =
        new NonMaximumSuppression(
            rule(options.suppression(), head), options.iou(), options.maxDetections(), labels);
    postprocessor =
        head.postprocessor(
            model, new BoxFilter(options.confidence(), options.selectedFrom(labels)));
    parts = new PartsReader(head, model, postprocessor, wanted);
  }

  private static Suppression rule(Suppression chosen, Head head) {
    if (chosen != Suppression.DEFAULT) {
      return chosen;
    }
    return head.endToEnd() ? Suppression.NONE : Suppression.CLASS;
  }

  /**
   * Returns the detections of one frame of a batch.
   *
   * @param outputs raw floats by their index in the model's outputs, in the shape that the model
   *     says; only read, and only during the call
   * @param slot the frame's place in the batch, from 0 to below {@code N}
   * @param letterbox how the frame lies in the network's input
   * @param frame index in presentation order, from 0
   * @param seconds presentation time
   * @param width of the source frame in pixels
   * @param height of the source frame in pixels
   * @param pixelAspectRatio width of a pixel as displayed, divided by its height
   * @throws NonFiniteOutputException if the outputs of this frame are not finite numbers
   */
  public FrameDetections process(
      IntFunction<FloatBuffer> outputs,
      int slot,
      Letterbox letterbox,
      long frame,
      double seconds,
      int width,
      int height,
      double pixelAspectRatio) {
    candidates.start(letterbox);
    try {
      postprocessor.process(outputs, slot, candidates);
      if (candidates.leftOut() > 0) {
        LeftOutBoxes.report(model, frame, candidates.leftOut());
      }
      int count = suppression.choose(candidates);
      int[] classIds = new int[count];
      float[] numbers = new float[5 * count];
      parts.start(outputs, slot, letterbox, width, height, count);
      for (int i = 0; i < count; i++) {
        int box = suppression.kept(i);
        classIds[i] = candidates.classId(box);
        numbers[5 * i] = candidates.confidence(box);
        candidates.copyBox(box, numbers, 5 * i + 1);
        parts.read(i, candidates.place(box), numbers, 5 * i + 1);
      }
      return new FrameDetections(
          frame,
          seconds,
          width,
          height,
          pixelAspectRatio,
          labels,
          classIds,
          numbers,
          parts.keypoints(),
          parts.masks());
    } catch (NonFiniteOutputException e) {
      throw e.of(model.name(), frame, NonFiniteCount.of(model, outputs, slot));
    }
  }
}
