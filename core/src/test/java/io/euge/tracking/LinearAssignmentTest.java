package io.euge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinearAssignmentTest {
  private final LinearAssignment assignment = new LinearAssignment();

  @Test
  void theLeastTotalWinsOverTheNearestPair() {
    assertThat(solve(new double[] {1, 2, 1, 9}, 2, 2)).containsExactly(1, 0);
  }

  @Test
  void moreRowsThanColumnsLeaveRowsWithoutOne() {
    assertThat(solve(new double[] {5, 1, 3}, 3, 1)).containsExactly(-1, 0, -1);
  }

  @Test
  void nothingIsAssignedToNothing() {
    assertThat(solve(new double[0], 0, 3)).isEmpty();
    assertThat(solve(new double[0], 2, 0)).containsExactly(-1, -1);
  }

  /** As {@code scipy.optimize.linear_sum_assignment} 1.17 answers. */
  @Test
  void tiesAreBrokenAsSciPyBreaksThem() {
    assertThat(solve(new double[6], 2, 3)).containsExactly(0, 1);
    assertThat(solve(new double[6], 3, 2)).containsExactly(0, 1, -1);
    assertThat(solve(new double[] {0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0}, 3, 4))
        .containsExactly(0, 1, 2);
  }

  @Property(tries = 300)
  void noOtherAssignmentCostsLess(
      @ForAll @IntRange(max = 6) int rows,
      @ForAll @IntRange(max = 6) int columns,
      @ForAll boolean tied,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] cost = new double[rows * columns];
    Arrays.setAll(cost, i -> tied ? random.nextInt(3) : random.nextDouble() * 2 - 1);
    int[] columnOf = solve(cost, rows, columns);
    assertThat(Arrays.stream(columnOf).filter(column -> column >= 0).distinct().count())
        .isEqualTo(Math.min(rows, columns));
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += columnOf[row] < 0 ? 0 : cost[row * columns + columnOf[row]];
    }
    assertThat(sum).isCloseTo(least(cost, rows, columns, 0, 0, rows - columns), within(1e-9));
  }

  /** Tries every assignment; that many rows may stay without a column. */
  private static double least(
      double[] cost, int rows, int columns, int row, int taken, int unassigned) {
    if (row == rows) {
      return 0;
    }
    double least =
        unassigned > 0
            ? least(cost, rows, columns, row + 1, taken, unassigned - 1)
            : Double.POSITIVE_INFINITY;
    for (int column = 0; column < columns; column++) {
      if ((taken & 1 << column) == 0) {
        double rest = least(cost, rows, columns, row + 1, taken | 1 << column, unassigned);
        least = Math.min(least, cost[row * columns + column] + rest);
      }
    }
    return least;
  }

  private int[] solve(double[] cost, int rows, int columns) {
    int[] result = new int[rows];
    assignment.solve(cost, rows, columns, result);
    return result;
  }
}
