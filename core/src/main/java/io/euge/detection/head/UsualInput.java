package io.euge.detection.head;

import io.euge.model.spec.FrameFit;
import io.euge.model.spec.FrameFit.Mode;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.Normalization;
import java.util.List;

/**
 * The preprocessing of most models of a family, as its authors published it.
 *
 * @param colors the order of the channels
 * @param normalization of the bytes
 * @param fit of frames of another aspect ratio
 */
public record UsualInput(ColorOrder colors, Normalization normalization, FrameFit fit) {
  private static final FrameFit STRETCHED = new FrameFit(Mode.STRETCHED, 0);
  private static final Normalization UNIT = scaled(1 / 255f);

  /** YOLOv5 and later: RGB in 0 to 1, centered between bars of gray 114. */
  public static final UsualInput ULTRALYTICS =
      new UsualInput(ColorOrder.RGB, UNIT, new FrameFit(Mode.LETTERBOX_CENTERED, 114));

  /** Darknet: RGB in 0 to 1, centered between bars of gray 128. */
  public static final UsualInput DARKNET = new UsualInput(ColorOrder.RGB, UNIT, FrameFit.DARKNET);

  /** YOLOX: BGR bytes, bars of gray 114 to the right and below. */
  public static final UsualInput YOLOX =
      new UsualInput(
          ColorOrder.BGR, Normalization.NONE, new FrameFit(Mode.LETTERBOX_TOP_LEFT, 114));

  /** NanoDet: BGR by mean and standard deviation of ImageNet's bytes, stretched. */
  public static final UsualInput NANODET =
      new UsualInput(
          ColorOrder.BGR,
          new Normalization(
              1, List.of(103.53f, 116.28f, 123.675f), List.of(57.375f, 57.12f, 58.395f)),
          STRETCHED);

  /** Yolo-FastestV2 and FastestDet: BGR in 0 to 1, stretched. */
  public static final UsualInput FASTEST = new UsualInput(ColorOrder.BGR, UNIT, STRETCHED);

  /** TensorFlow's detectors: RGB bytes, stretched. */
  public static final UsualInput TENSORFLOW =
      new UsualInput(ColorOrder.RGB, Normalization.NONE, STRETCHED);

  /** SSD in PyTorch: RGB from -1 to 1, stretched. */
  public static final UsualInput SSD =
      new UsualInput(
          ColorOrder.RGB,
          new Normalization(1, List.of(127f, 127f, 127f), List.of(128f, 128f, 128f)),
          STRETCHED);

  /** RT-DETR, D-FINE and DEIM: RGB in 0 to 1, stretched. */
  public static final UsualInput DETR = new UsualInput(ColorOrder.RGB, UNIT, STRETCHED);

  /** RF-DETR: RGB by mean and standard deviation of ImageNet, stretched. */
  public static final UsualInput RF_DETR =
      new UsualInput(
          ColorOrder.RGB,
          new Normalization(
              1 / 255f, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f)),
          STRETCHED);

  private static Normalization scaled(float scale) {
    return new Normalization(scale, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
  }
}
