package io.euge.detection.head.light;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.Grid;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Reads the boxes of a {@link NanoDetHead}. A box has the class of highest probability, and its
 * confidence is that probability.
 */
final class NanoDetPostprocessor implements Postprocessor {
  private final NanoDetHead head;
  private final int[] scores;
  private final int[] distances;
  private final List<Grid> grids;
  private final BoxFilter filter;
  private final float[] row;
  private final float[] bins;
  private final double[] sides = new double[NanoDetHead.SIDES];

  NanoDetPostprocessor(NanoDetHead head, Model model, BoxFilter filter) {
    this.head = head;
    this.filter = filter;
    grids = head.grids(model);
    scores = head.levels().stream().mapToInt(level -> model.outputIndex(level.scores())).toArray();
    distances =
        head.levels().stream().mapToInt(level -> model.outputIndex(level.distances())).toArray();
    row = new float[head.classes()];
    bins = new float[NanoDetHead.SIDES * head.bins()];
  }

  @Override
  public void process(IntFunction<FloatBuffer> outputs, int slot, Candidates candidates) {
    boolean joined = head.joined();
    for (int level = 0; level < scores.length; level++) {
      FloatBuffer classes = outputs.apply(scores[level]);
      FloatBuffer boxes = outputs.apply(distances[level]);
      Grid grid = grids.get(level);
      int first = slot * head.levels().get(level).rows() + (joined ? grid.first() : 0);
      int width = joined ? row.length + bins.length : row.length;
      int boxWidth = joined ? width : bins.length;
      int boxStart = joined ? row.length : 0;
      for (int cell = 0; cell < grid.cells(); cell++) {
        classes.get((first + cell) * width, row);
        int best = best(level);
        if (row[best] > filter.confidence() && filter.wants(best)) {
          boxes.get((first + cell) * boxWidth + boxStart, bins);
          add(level, cell, best, row[best], candidates);
        }
      }
    }
  }

  private int best(int level) {
    int best = 0;
    for (int i = 0; i < row.length; i++) {
      if (!(row[i] >= -Float.MAX_VALUE)) {
        throw new NonFiniteOutputException(head.levels().get(level).scores(), row[i]);
      }
      if (row[i] > row[best]) {
        best = i;
      }
    }
    NonFiniteOutputException.require(head.levels().get(level).scores(), row[best]);
    return best;
  }

  private void add(int level, int cell, int classId, float confidence, Candidates candidates) {
    Grid grid = grids.get(level);
    for (int side = 0; side < sides.length; side++) {
      sides[side] = distance(level, side * head.bins()) * grid.stride();
    }
    double middle = head.plus() ? 0 : 0.5;
    double x = (cell % grid.columns() + middle) * grid.stride();
    double y = (Math.floorDiv(cell, grid.columns()) + middle) * grid.stride();
    candidates.addCorners(
        classId, confidence, x - sides[0], y - sides[1], x + sides[2], y + sides[3]);
  }

  /** Returns the mean of a side's distribution, in strides. */
  private double distance(int level, int first) {
    float highest = bins[first];
    for (int bin = 0; bin < head.bins(); bin++) {
      float logit =
          NonFiniteOutputException.require(head.levels().get(level).distances(), bins[first + bin]);
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    double weighted = 0;
    for (int bin = 0; bin < head.bins(); bin++) {
      double weight = StrictMath.exp((double) bins[first + bin] - highest);
      sum += weight;
      weighted += weight * bin;
    }
    return weighted / sum;
  }
}
