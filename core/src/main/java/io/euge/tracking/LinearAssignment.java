package io.euge.tracking;

import java.util.Arrays;

/**
 * Solves the rectangular linear assignment problem exactly by shortest augmenting paths with dual
 * variables (D. F. Crouse, On Implementing 2D Rectangular Assignment Algorithms, IEEE Transactions
 * on Aerospace and Electronic Systems 52(4), 2016), in O(rows² × columns) for rows ≤ columns. Among
 * equal solutions it prefers a free column, and the higher one, as SciPy does, so that evaluations
 * agree where scores are tied.
 *
 * <p>An instance keeps its working memory for the next problem and is for one thread.
 */
public final class LinearAssignment {
  private double[] transposed = {};
  private double[] rowDual = {};
  private double[] columnDual = {};
  private double[] pathCost = {};
  private int[] pathRow = {};
  private int[] remaining = {};
  private int[] rowOfColumn = {};
  private int[] columnOfRow = {};
  private boolean[] columnSeen = {};
  private int[] rowsSeen = {};

  /**
   * Assigns as many rows to columns as there are of the fewer, at the least sum of costs.
   *
   * @param cost finite costs {@code [rows, columns]}, row by row; may be longer
   * @param result gets for each row its column, or -1 if the rows are more; may be longer
   */
  public void solve(double[] cost, int rows, int columns, int[] result) {
    if (rows <= columns) {
      assign(cost, rows, columns);
      System.arraycopy(columnOfRow, 0, result, 0, rows);
      return;
    }
    transpose(cost, rows, columns);
    assign(transposed, columns, rows);
    System.arraycopy(rowOfColumn, 0, result, 0, rows);
  }

  private void transpose(double[] cost, int rows, int columns) {
    if (transposed.length < rows * columns) {
      transposed = new double[rows * columns];
    }
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = cost[row * columns + column];
      }
    }
  }

  private void assign(double[] cost, int rows, int columns) {
    reserve(rows, columns);
    Arrays.fill(rowDual, 0, rows, 0);
    Arrays.fill(columnDual, 0, columns, 0);
    Arrays.fill(columnOfRow, 0, rows, -1);
    Arrays.fill(rowOfColumn, 0, columns, -1);
    for (int row = 0; row < rows; row++) {
      augment(row, shortestPath(cost, row, columns));
    }
  }

  private void reserve(int rows, int columns) {
    if (columnOfRow.length < rows) {
      rowDual = new double[rows];
      columnOfRow = new int[rows];
      rowsSeen = new int[rows];
    }
    if (rowOfColumn.length < columns) {
      columnDual = new double[columns];
      pathCost = new double[columns];
      pathRow = new int[columns];
      remaining = new int[columns];
      rowOfColumn = new int[columns];
      columnSeen = new boolean[columns];
    }
  }

  /** Finds the shortest path from a row to a free column, which it returns, and moves the duals. */
  private int shortestPath(double[] cost, int start, int columns) {
    for (int column = 0; column < columns; column++) {
      remaining[column] = columns - 1 - column;
    }
    Arrays.fill(pathCost, 0, columns, Double.POSITIVE_INFINITY);
    Arrays.fill(columnSeen, 0, columns, false);
    int left = columns;
    int seen = 0;
    double length = 0;
    int row = start;
    while (true) {
      rowsSeen[seen++] = row;
      int nearest = nearest(cost, row, columns, length, left);
      int column = remaining[nearest];
      length = pathCost[column];
      columnSeen[column] = true;
      remaining[nearest] = remaining[--left];
      if (rowOfColumn[column] < 0) {
        moveDuals(start, columns, seen, length);
        return column;
      }
      row = rowOfColumn[column];
    }
  }

  /** Extends the paths by a row and returns where in the remaining columns the shortest ends. */
  private int nearest(double[] cost, int row, int columns, double length, int left) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < left; i++) {
      int column = remaining[i];
      double reduced = length + cost[row * columns + column] - rowDual[row] - columnDual[column];
      if (reduced < pathCost[column]) {
        pathCost[column] = reduced;
        pathRow[column] = row;
      }
      double path = pathCost[column];
      if (path < least || (path == least && rowOfColumn[column] < 0)) {
        least = path;
        nearest = i;
      }
    }
    return nearest;
  }

  private void moveDuals(int start, int columns, int seen, double length) {
    rowDual[start] += length;
    for (int i = 1; i < seen; i++) {
      rowDual[rowsSeen[i]] += length - pathCost[columnOfRow[rowsSeen[i]]];
    }
    for (int column = 0; column < columns; column++) {
      if (columnSeen[column]) {
        columnDual[column] -= length - pathCost[column];
      }
    }
  }

  private void augment(int start, int end) {
    int column = end;
    int row;
    do {
      row = pathRow[column];
      rowOfColumn[column] = row;
      int next = columnOfRow[row];
      columnOfRow[row] = column;
      column = next;
    } while (row != start);
  }
}
