package io.euge.detection.family;

import static io.euge.detection.family.SyntheticFamilies.CELL;
import static io.euge.detection.family.SyntheticFamilies.family;
import static io.euge.detection.family.SyntheticFamilies.unit;

import io.euge.detection.family.SyntheticDetector.Numbers;
import io.euge.detection.family.SyntheticFamilies.Family;
import java.util.List;

/** The {@link SyntheticFamilies} whose outputs are grids of logits: YOLO without its decoding. */
final class RawGridFamilies {
  private RawGridFamilies() {}

  static List<Family> all() {
    return List.of(
        family("yolo:v3", true, raw("LeakyRelu", 10, 13, false)),
        family("yolo:v4", true, raw("Softplus", 12, 16, true)),
        new Family("yolo:v5", true, "yolo:v5", rawSquares(10, 13)),
        new Family("yolo:v7", true, "yolo:v7", rawSquares(12, 16)),
        family("yolo:v3-tiny", true, rawTiny(10, 14, 1, List.of("LeakyRelu"))),
        family("yolo:v4-tiny", true, rawTiny(23, 27, 1.05, List.of("LeakyRelu", "Split"))));
  }

  /** Three grids, channels before cells, or cells before anchors. */
  private static SyntheticDetector raw(
      String operator, double width, double height, boolean cellsFirst) {
    SyntheticDetector graph = unit().marked(operator);
    int[][] grids = {{12, 8}, {6, 4}, {3, 2}};
    for (int i = 0; i < grids.length; i++) {
      int rows = grids[i][0];
      int columns = grids[i][1];
      Numbers numbers =
          cellsFirst
              ? new Numbers(rows, columns, 3, 7).fill(-9)
              : new Numbers(21, rows, columns).fill(-9);
      if (i == 0) {
        int step = cellsFirst ? 1 : rows * columns;
        int at = cellsFirst ? CELL * 21 : CELL;
        numbers.set(at, 0).set(at + step, 0);
        numbers.set(at + 2 * step, Math.log(16 / width));
        numbers.set(at + 3 * step, Math.log(24 / height));
        numbers.set(at + 4 * step, 0).grows(at + 4 * step, -3, 3).set(at + 6 * step, 9);
      }
      graph.output("head_" + i, numbers);
    }
    return graph;
  }

  /** Sizes are squares of a sigmoid, in units of four anchors. */
  private static SyntheticDetector rawSquares(double width, double height) {
    SyntheticDetector graph = unit();
    int[][] grids = {{12, 8}, {6, 4}, {3, 2}};
    for (int i = 0; i < grids.length; i++) {
      Numbers numbers = new Numbers(3, grids[i][0], grids[i][1], 7).fill(-9);
      if (i == 0) {
        int at = 7 * CELL;
        numbers.set(at, 0).set(at + 1, 0);
        numbers
            .set(at + 2, logit(Math.sqrt(16 / (4 * width))))
            .set(at + 3, logit(Math.sqrt(24 / (4 * height))));
        numbers.set(at + 4, 0).grows(at + 4, -3, 3).set(at + 6, 9);
      }
      graph.output("head_" + i, numbers);
    }
    return graph;
  }

  /** Two grids, of strides 16 and 32: the center lies at 0.25 and 0.75 of its cell. */
  private static SyntheticDetector rawTiny(
      double width, double height, double scale, List<String> operators) {
    SyntheticDetector graph = unit();
    operators.forEach(graph::marked);
    Numbers fine = new Numbers(21, 6, 4).fill(-9);
    int step = 24;
    int at = 2 * 4 + 1;
    fine.set(at, logit((0.25 + (scale - 1) / 2) / scale));
    fine.set(at + step, logit((0.75 + (scale - 1) / 2) / scale));
    fine.set(at + 2 * step, Math.log(16 / width)).set(at + 3 * step, Math.log(24 / height));
    fine.set(at + 4 * step, 0).grows(at + 4 * step, -3, 3).set(at + 6 * step, 9);
    return graph.output("fine", fine).output("coarse", new Numbers(21, 3, 2).fill(-9));
  }

  private static double logit(double probability) {
    return Math.log(probability / (1 - probability));
  }
}
