package io.euge.detection.head;

import java.util.ArrayList;
import java.util.List;

/**
 * The cells of one scale of a network.
 *
 * @param stride pixels of the input for a cell
 * @param columns of cells
 * @param rows of cells
 * @param first how many cells the scales before this one have
 */
public record Grid(int stride, int columns, int rows, int first) {
  /** Strides of YOLO's grids: usual networks, and those with a coarser or a finer grid. */
  public static final List<int[]> STRIDES =
      List.of(new int[] {8, 16, 32}, new int[] {8, 16, 32, 64}, new int[] {4, 8, 16, 32});

  /** Strides of smaller and larger YOLO networks that their authors publish beside the usual. */
  public static final List<int[]> RARE_STRIDES =
      List.of(new int[] {16, 32}, new int[] {8, 16}, new int[] {8, 16, 32, 64, 128});

  /** Returns the grids of an input, one for each stride; a part of a cell is a cell. */
  public static List<Grid> of(int width, int height, int... strides) {
    List<Grid> grids = new ArrayList<>();
    long first = 0;
    for (int stride : strides) {
      int columns = (width + stride - 1) / stride;
      int rows = (height + stride - 1) / stride;
      grids.add(new Grid(stride, columns, rows, Math.toIntExact(first)));
      first += (long) columns * rows;
    }
    return grids;
  }

  /** Returns the cells of all grids. */
  public static long cells(List<Grid> grids) {
    return grids.stream().mapToLong(Grid::cells).sum();
  }

  /** Returns the cells of this grid. */
  public int cells() {
    return columns * rows;
  }

  /** Returns strides as a head's line has them: {@code 8,16,32}. */
  public static String text(List<Integer> strides) {
    return String.join(",", strides.stream().map(String::valueOf).toList());
  }
}
