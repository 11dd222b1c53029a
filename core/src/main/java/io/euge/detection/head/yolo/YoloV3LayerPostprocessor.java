package io.euge.detection.head.yolo;

import io.euge.detection.head.Anchor;
import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.model.spec.InputSpec;
import java.nio.FloatBuffer;

/**
 * Turns the raw output of one scale of a YOLOv3 head into boxes.
 *
 * <p>For the cell in column {@code c} of {@code W} columns and an anchor of width {@code a}, as in
 * Redmon and Farhadi, <i>YOLOv3: An Incremental Improvement</i> (2018), section 2.1, with the
 * scaling of Bochkovskiy et al., <i>YOLOv4</i> (2020), section 3.4, for {@code s != 1}:
 *
 * <pre>
 *   center = (c + s * sigmoid(tx) - (s - 1) / 2) / W        width = a * exp(tw)
 * </pre>
 *
 * <p>With {@code new_coords} (Scaled-YOLOv4) the network has applied the sigmoid itself and {@code
 * width = a * (2 * tw)^2}. A box has the class of highest probability, and its confidence is
 * objectness times that. The exponential is {@link StrictMath}'s, the same to the bit everywhere.
 */
final class YoloV3LayerPostprocessor {
  private final YoloV3Head.Layer layer;
  private final int inputWidth;
  private final int inputHeight;
  private final BoxFilter filter;
  private final float minObjectness;
  private final int cells;
  private final int channels;

  YoloV3LayerPostprocessor(YoloV3Head.Layer layer, InputSpec input, BoxFilter filter) {
    this.layer = layer;
    this.inputWidth = input.width();
    this.inputHeight = input.height();
    this.filter = filter;
    float confidence = filter.confidence();
    this.cells = layer.gridWidth() * layer.gridHeight();
    this.channels = 5 + layer.classes();
    // The confidence cannot exceed the objectness: most cells are passed by without an exponential.
    // Slightly below the exact logit, so that rounding never drops a box that belongs.
    this.minObjectness =
        layer.newCoords()
            ? confidence
            : (float) StrictMath.log(confidence / (1.0 - confidence)) - 1e-3f;
  }

  /**
   * Adds the boxes of one frame whose confidence is above the threshold.
   *
   * <p>All numbers that the result depends on are checked: the objectness of every cell, and the
   * others of the cells that may have a box. Reading the rest would cost more than decoding the
   * boxes does.
   *
   * @param output raw floats {@code [frames, anchors * (5 + classes), gridHeight, gridWidth]}
   * @param slot the frame's place in the batch
   * @throws NonFiniteOutputException if one of these is not a finite number
   */
  void process(FloatBuffer output, int slot, Candidates candidates) {
    for (int a = 0; a < layer.anchors().size(); a++) {
      int base = (slot * layer.anchors().size() + a) * channels * cells;
      Anchor anchor = layer.anchors().get(a);
      for (int cell = 0; cell < cells; cell++) {
        float objectness = output.get(base + 4 * cells + cell);
        if (objectness >= minObjectness) {
          requireFinite(output, base + cell);
          processCell(output, base + cell, cell, anchor, candidates);
        } else if (!(objectness >= -Float.MAX_VALUE)) {
          throw new NonFiniteOutputException(layer.output(), objectness);
        }
      }
    }
  }

  private void requireFinite(FloatBuffer output, int at) {
    for (int channel = 0; channel < channels; channel++) {
      float value = output.get(at + channel * cells);
      if (!Float.isFinite(value)) {
        throw new NonFiniteOutputException(layer.output(), value);
      }
    }
  }

  private void processCell(
      FloatBuffer output, int at, int cell, Anchor anchor, Candidates candidates) {
    int best = 0;
    float bestRaw = output.get(at + 5 * cells);
    for (int c = 1; c < layer.classes(); c++) {
      float raw = output.get(at + (5 + c) * cells);
      if (raw > bestRaw) {
        bestRaw = raw;
        best = c;
      }
    }
    float score = (float) (probability(output.get(at + 4 * cells)) * probability(bestRaw));
    if (!(score > filter.confidence()) || !filter.wants(best)) {
      return;
    }
    int column = cell % layer.gridWidth();
    int row = cell / layer.gridWidth();
    double centerX = center(column, output.get(at)) / layer.gridWidth() * inputWidth;
    double centerY = center(row, output.get(at + cells)) / layer.gridHeight() * inputHeight;
    double width = extent(output.get(at + 2 * cells), anchor.width());
    double height = extent(output.get(at + 3 * cells), anchor.height());
    candidates.addCentered(best, score, centerX, centerY, width, height);
  }

  private double probability(float raw) {
    return layer.newCoords() ? raw : sigmoid(raw);
  }

  private double center(int cell, float raw) {
    double s = layer.scaleXY();
    return cell + s * probability(raw) - (s - 1) / 2;
  }

  private double extent(float raw, float anchor) {
    return layer.newCoords() ? anchor * 4.0 * raw * raw : anchor * StrictMath.exp(raw);
  }

  private static double sigmoid(float x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
