package io.euge.detection.head.light;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/** Reads the boxes of a {@link FastestDetHead}. A box has the class of highest probability. */
final class FastestDetPostprocessor implements Postprocessor {
  private static final double OBJECTNESS_POWER = 0.6;
  private static final double CLASS_POWER = 0.4;

  private final FastestDetHead head;
  private final int output;
  private final int cells;
  private final double cellWidth;
  private final double cellHeight;
  private final double inputWidth;
  private final double inputHeight;
  private final double leastObjectness;
  private final BoxFilter filter;

  FastestDetPostprocessor(FastestDetHead head, Model model, BoxFilter filter) {
    this.head = head;
    this.filter = filter;
    output = model.outputIndex(head.output());
    cells = head.columns() * head.rows();
    inputWidth = model.input().width();
    inputHeight = model.input().height();
    cellWidth = inputWidth / head.columns();
    cellHeight = inputHeight / head.rows();
    // No probability exceeds 1: most cells are passed by without a power. A little less, so that
    // rounding never drops a box that belongs.
    leastObjectness = StrictMath.pow(filter.confidence(), 1 / OBJECTNESS_POWER) - 1e-3;
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    FloatBuffer tensor = outputs.apply(output);
    int base = slot * (FastestDetHead.FIRST_CLASS + head.classes()) * cells;
    for (int cell = 0; cell < cells; cell++) {
      float objectness = number(tensor, base + cell, 0);
      if (objectness >= leastObjectness) {
        processCell(tensor, base + cell, cell, objectness, candidates);
      }
    }
  }

  private float number(FloatBuffer tensor, int at, int channel) {
    return NonFiniteOutputException.require(head.output(), tensor.get(at + channel * cells));
  }

  private void processCell(
      FloatBuffer tensor, int at, int cell, float objectness, Candidates candidates) {
    int best = 0;
    float bestProbability = number(tensor, at, FastestDetHead.FIRST_CLASS);
    for (int c = 1; c < head.classes(); c++) {
      float probability = number(tensor, at, FastestDetHead.FIRST_CLASS + c);
      if (probability > bestProbability) {
        best = c;
        bestProbability = probability;
      }
    }
    float confidence =
        (float)
            (StrictMath.pow(Math.max(0, objectness), OBJECTNESS_POWER)
                * StrictMath.pow(Math.max(0, bestProbability), CLASS_POWER));
    if (confidence > filter.confidence() && filter.wants(best)) {
      candidates.addCentered(
          best,
          confidence,
          (cell % head.columns() + StrictMath.tanh(number(tensor, at, 1))) * cellWidth,
          (Math.floorDiv(cell, head.columns()) + StrictMath.tanh(number(tensor, at, 2)))
              * cellHeight,
          sigmoid(number(tensor, at, 3)) * inputWidth,
          sigmoid(number(tensor, at, 4)) * inputHeight);
    }
  }

  private static double sigmoid(float x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
