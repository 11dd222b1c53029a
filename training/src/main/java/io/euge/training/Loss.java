package io.euge.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.euge.model.darknet.YoloOutput;

/**
 * How wrong a head is: complete IoU of the boxes (Zheng et al., <i>Distance-IoU Loss</i>, 2020),
 * and binary cross entropy of objectness and classes as in YOLOv3. All is divided by the number of
 * rows that should find something.
 */
final class Loss {
  private static final float TINY = 1e-7f;
  private static final float BOX = 2f;

  private Loss() {}

  /**
   * The loss of one head.
   *
   * @param output of the head's convolution, {@code [N, anchors * (5 + classes), height, width]}
   */
  static NDArray of(NDArray output, YoloOutput head, Targets targets) {
    NDManager manager = output.getManager();
    long pictures = output.getShape().get(0);
    int anchors = head.anchors().size();
    int values = 5 + head.classes();
    NDArray rows =
        output
            .reshape(pictures, anchors, values, head.gridHeight(), head.gridWidth())
            .transpose(0, 1, 3, 4, 2)
            .reshape(-1, values);
    int count = targets.size();
    NDArray loss = null;
    float[] overlaps = new float[0];
    if (count > 0) {
      NDArray index =
          Owned.of(manager, targets.rows(), new Shape(count, 1)).broadcast(count, values);
      NDArray found = rows.gather(index, 0);
      NDArray boxes = Owned.of(manager, targets.boxes(), new Shape(count, 6));
      NDArray overlap = overlap(found, boxes, head.scaleXY());
      overlaps = overlap.get(new NDIndex("0")).toFloatArray();
      NDArray classes = Owned.of(manager, targets.classes(), new Shape(count, head.classes()));
      loss =
          overlap
              .get(new NDIndex("1"))
              .sum()
              .mul(number(manager, BOX))
              .add(crossEntropy(found.get(new NDIndex(":,5:")), classes).sum());
    }
    Shape each = new Shape(rows.getShape().get(0));
    NDArray wanted = Owned.of(manager, targets.objectness(overlaps), each);
    NDArray weights = Owned.of(manager, targets.weights(), each);
    NDArray objectness = crossEntropy(rows.get(new NDIndex(":,4")), wanted).mul(weights).sum();
    return loss == null ? objectness : loss.add(objectness);
  }

  /** Of logits, in the form that does not overflow. */
  private static NDArray crossEntropy(NDArray logits, NDArray wanted) {
    NDArray rest = logits.abs().neg().exp().add(1).log();
    return Activation.relu(logits).sub(logits.mul(wanted)).add(rest);
  }

  /** Two rows: the IoU, from which nothing is learnt, and the loss of complete IoU. */
  private static NDArray overlap(NDArray found, NDArray boxes, float scaleXY) {
    NDArray x = center(found, 0, scaleXY);
    NDArray y = center(found, 1, scaleXY);
    NDArray w = found.get(new NDIndex(":,2")).clip(-5, 5).exp().mul(column(boxes, 4));
    NDArray h = found.get(new NDIndex(":,3")).clip(-5, 5).exp().mul(column(boxes, 5));
    NDArray trueX = column(boxes, 0);
    NDArray trueY = column(boxes, 1);
    NDArray trueW = column(boxes, 2);
    NDArray trueH = column(boxes, 3);
    NDArray inner = common(x, w, trueX, trueW).mul(common(y, h, trueY, trueH));
    NDArray union = w.mul(h).add(trueW.mul(trueH)).sub(inner).add(TINY);
    NDArray iou = inner.div(union).clip(0, 1);
    NDArray hull =
        hull(x, w, trueX, trueW).square().add(hull(y, h, trueY, trueH).square()).add(TINY);
    NDArray apart = x.sub(trueX).square().add(y.sub(trueY).square()).div(hull);
    NDArray aspect =
        trueW
            .div(trueH)
            .atan()
            .sub(w.div(h.add(TINY)).atan())
            .square()
            .mul(number(found.getManager(), (float) (4 / (Math.PI * Math.PI))));
    NDArray weight = aspect.div(aspect.sub(iou).add(1 + TINY)).stopGradient();
    NDArray wrong = apart.add(aspect.mul(weight)).sub(iou).add(1);
    return iou.stopGradient().expandDims(0).concat(wrong.expandDims(0), 0);
  }

  private static NDArray center(NDArray found, int axis, float scaleXY) {
    return Activation.sigmoid(column(found, axis))
        .mul(number(found.getManager(), scaleXY))
        .sub((scaleXY - 1) / 2);
  }

  private static NDArray column(NDArray rows, int column) {
    return rows.get(new NDIndex(":," + column));
  }

  private static NDArray common(NDArray a, NDArray aLong, NDArray b, NDArray bLong) {
    NDArray end = a.add(half(aLong)).minimum(b.add(half(bLong)));
    NDArray start = a.sub(half(aLong)).maximum(b.sub(half(bLong)));
    return Activation.relu(end.sub(start));
  }

  private static NDArray hull(NDArray a, NDArray aLong, NDArray b, NDArray bLong) {
    NDArray end = a.add(half(aLong)).maximum(b.add(half(bLong)));
    NDArray start = a.sub(half(aLong)).minimum(b.sub(half(bLong)));
    return end.sub(start);
  }

  private static NDArray half(NDArray value) {
    return value.mul(number(value.getManager(), 0.5f));
  }

  /** Not what DJL makes of a Java number: the backward pass would read it when it is gone. */
  private static NDArray number(NDManager manager, float value) {
    return Owned.of(manager, new float[] {value}, new Shape(1));
  }
}
