package io.euge.detection.family;

import io.euge.detection.DetectionFields;
import io.euge.detection.FrameDetections;
import io.euge.detection.Mask;
import io.euge.detection.head.BoxParts;
import io.euge.detection.head.Head;
import io.euge.detection.head.KeypointLayout;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.detection.head.Prototypes;
import io.euge.detection.mask.MaskAssembler;
import io.euge.model.Model;
import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/** Reads the keypoints and masks of the boxes that were kept, where they are asked for. */
final class PartsReader {
  private static final float[] NO_KEYPOINTS = {};
  private static final Mask[] NO_MASKS = {};

  private final Postprocessor postprocessor;

  /** Null if there are none, or they are not asked for. */
  private final KeypointLayout layout;

  /** Null if there are no masks, or they are not asked for. */
  private final Prototypes prototypes;

  private final MaskAssembler assembler;
  private final int prototypeOutput;
  private final double unitX;
  private final double unitY;
  private final float[] rest;
  private final float[] coefficients;
  private IntFunction<FloatBuffer> outputs;
  private int slot;
  private Letterbox letterbox;
  private float[] keypoints = NO_KEYPOINTS;
  private Mask[] masks = NO_MASKS;

  PartsReader(Head head, Model model, Postprocessor postprocessor, DetectionFields wanted) {
    BoxParts parts = head.parts();
    this.postprocessor = postprocessor;
    layout = wanted.keypoints() ? parts.keypoints().orElse(null) : null;
    prototypes = wanted.masks() ? parts.prototypes().orElse(null) : null;
    unitX = head.unit() ? model.input().width() : 1;
    unitY = head.unit() ? model.input().height() : 1;
    rest = new float[parts.numbers()];
    coefficients = new float[parts.coefficients()];
    assembler =
        prototypes == null
            ? null
            : new MaskAssembler(
                prototypes.width(),
                prototypes.height(),
                model.input().width(),
                model.input().height());
    prototypeOutput = prototypes == null ? -1 : model.outputIndex(prototypes.output());
  }

  /** Begins with a frame in which so many boxes were found. */
  void start(
      IntFunction<FloatBuffer> tensors,
      int ofSlot,
      Letterbox geometry,
      int width,
      int height,
      int count) {
    outputs = tensors;
    slot = ofSlot;
    letterbox = geometry;
    if (layout != null) {
      keypoints = new float[count * layout.count() * FrameDetections.KEYPOINT_NUMBERS];
    }
    if (prototypes != null) {
      masks = new Mask[count];
      assembler.start(geometry, width, height);
    }
  }

  /**
   * Reads the parts of one box.
   *
   * @param i its place among the detections
   * @param place where it is in its output
   * @param box left, top, width and height in source pixels, from {@code at} on
   */
  void read(int i, int place, float[] box, int at) {
    if (layout == null && prototypes == null) {
      return;
    }
    postprocessor.copyRest(outputs, slot, place, rest);
    if (layout != null) {
      readKeypoints(i);
    }
    if (prototypes != null) {
      System.arraycopy(rest, 0, coefficients, 0, coefficients.length);
      int base = slot * prototypes.count() * prototypes.height() * prototypes.width();
      NonFiniteOutputException.require(
          prototypes.output(),
          assembler.prepare(
              outputs.apply(prototypeOutput),
              base,
              coefficients,
              box[at],
              box[at + 1],
              box[at + 2],
              box[at + 3]));
      masks[i] = assembler.mask();
    }
  }

  private void readKeypoints(int i) {
    int from = coefficients.length;
    int to = i * layout.count() * FrameDetections.KEYPOINT_NUMBERS;
    for (int point = 0; point < layout.count(); point++) {
      float x = finite(rest[from]);
      float y = finite(rest[from + 1]);
      keypoints[to] = (float) ((x * unitX - letterbox.left()) / letterbox.scaleX());
      keypoints[to + 1] = (float) ((y * unitY - letterbox.top()) / letterbox.scaleY());
      keypoints[to + 2] = layout.isScored() ? finite(rest[from + 2]) : Float.NaN;
      from += layout.numbers();
      to += FrameDetections.KEYPOINT_NUMBERS;
    }
  }

  private static float finite(float number) {
    return NonFiniteOutputException.require("of keypoints", number);
  }

  /** Returns the keypoints of all boxes of the frame, as {@link FrameDetections} takes them. */
  float[] keypoints() {
    return keypoints;
  }

  /** Returns the masks of all boxes of the frame. */
  Mask[] masks() {
    return masks;
  }
}
