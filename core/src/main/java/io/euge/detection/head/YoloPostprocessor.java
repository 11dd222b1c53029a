package io.euge.detection.head;

import io.euge.model.Anchor;
import io.euge.model.YoloHead;
import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.util.BitSet;

/**
 * Turns the raw output of one YOLOv3 head into boxes in source pixels.
 *
 * <p>For the cell in column {@code c} of {@code W} columns and an anchor of width {@code a}, as in
 * Redmon and Farhadi, <i>YOLOv3: An Incremental Improvement</i> (2018), section 2.1, with the
 * scaling of Bochkovskiy et al., <i>YOLOv4</i> (2020), section 3.4, for {@code s != 1}:
 *
 * <pre>
 *   centre = (c + s * sigmoid(tx) - (s - 1) / 2) / W        width = a * exp(tw)
 * </pre>
 *
 * <p>With {@code new_coords} (Scaled-YOLOv4) the network has applied the sigmoid itself and {@code
 * width = a * (2 * tw)^2}. A box has the class of highest probability, and its confidence is
 * objectness times that. The exponential is {@link StrictMath}'s, the same to the bit everywhere.
 */
final class YoloPostprocessor {
  private final YoloHead head;
  private final int inputWidth;
  private final int inputHeight;
  private final float confidence;
  private final float leastObjectness;
  private final BitSet classes;
  private final int cells;
  private final int channels;

  YoloPostprocessor(
      YoloHead head, int inputWidth, int inputHeight, float confidence, BitSet classes) {
    this.head = head;
    this.inputWidth = inputWidth;
    this.inputHeight = inputHeight;
    this.confidence = confidence;
    this.classes = classes;
    this.cells = head.gridWidth() * head.gridHeight();
    this.channels = 5 + head.classes();
    // The confidence cannot exceed the objectness: most cells are passed by without an exponential.
    // A hair below the exact logit, so that rounding never drops a box that belongs.
    this.leastObjectness =
        head.newCoords()
            ? confidence
            : (float) StrictMath.log(confidence / (1.0 - confidence)) - 1e-3f;
  }

  /**
   * Adds the boxes of one frame whose confidence is above the threshold. Boxes that are not finite
   * are left out.
   *
   * @param output raw floats {@code [frames, anchors * (5 + classes), gridHeight, gridWidth]}
   * @param slot the frame's place in the batch
   */
  void decode(FloatBuffer output, int slot, Letterbox letterbox, Candidates found) {
    for (int a = 0; a < head.anchors().size(); a++) {
      int base = (slot * head.anchors().size() + a) * channels * cells;
      Anchor anchor = head.anchors().get(a);
      for (int cell = 0; cell < cells; cell++) {
        if (output.get(base + 4 * cells + cell) >= leastObjectness) {
          decodeCell(output, base + cell, cell, anchor, letterbox, found);
        }
      }
    }
  }

  private void decodeCell(
      FloatBuffer output, int at, int cell, Anchor anchor, Letterbox letterbox, Candidates found) {
    int best = 0;
    float bestRaw = output.get(at + 5 * cells);
    for (int c = 1; c < head.classes(); c++) {
      float raw = output.get(at + (5 + c) * cells);
      if (raw > bestRaw) {
        bestRaw = raw;
        best = c;
      }
    }
    float score = (float) (probability(output.get(at + 4 * cells)) * probability(bestRaw));
    if (!(score > confidence) || !classes.get(best)) {
      return;
    }
    int column = cell % head.gridWidth();
    int row = cell / head.gridWidth();
    double centreX = centre(column, output.get(at)) / head.gridWidth() * inputWidth;
    double centreY = centre(row, output.get(at + cells)) / head.gridHeight() * inputHeight;
    double width = extent(output.get(at + 2 * cells), anchor.width()) / letterbox.scale();
    double height = extent(output.get(at + 3 * cells), anchor.height()) / letterbox.scale();
    double x = (centreX - letterbox.left()) / letterbox.scale() - width / 2;
    double y = (centreY - letterbox.top()) / letterbox.scale() - height / 2;
    if (Float.isFinite((float) (x + y)) && Float.isFinite((float) (width * height))) {
      found.add(best, score, (float) x, (float) y, (float) width, (float) height);
    }
  }

  private double probability(float raw) {
    return head.newCoords() ? raw : sigmoid(raw);
  }

  private double centre(int cell, float raw) {
    double s = head.scaleXY();
    return cell + s * probability(raw) - (s - 1) / 2;
  }

  private double extent(float raw, float anchor) {
    return head.newCoords() ? anchor * 4.0 * raw * raw : anchor * StrictMath.exp(raw);
  }

  private static double sigmoid(float x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
