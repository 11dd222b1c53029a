package io.euge.detection.family;

import io.euge.detection.family.SyntheticDetector.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph of each family and layout that finds nothing in a black image, and in a white one a dog
 * whose box has its corners at (12, 32) and (28, 56).
 */
final class SyntheticFamilies {
  static final int CELL = 5 * 8 + 2; // In column 2 and row 5 of the finest grid.
  private static final int CELLS = 96 + 24 + 6;
  private static final double[] IMAGENET = {-2.0357, 2.4285};

  private SyntheticFamilies() {}

  /**
   * A graph.
   *
   * @param head its name, as {@code euge models inspect} prints it
   * @param batches whether one run takes several frames
   * @param given the head that the user must name; may be empty
   */
  record Family(String head, boolean batches, String given, SyntheticDetector graph) {
    @Override
    public String toString() {
      return head + (batches ? "" : ", one frame a run");
    }
  }

  static List<Family> all() {
    List<Family> all = new ArrayList<>();
    for (boolean unit : new boolean[] {false, true}) {
      String variant = unit ? ":unit" : ":pixels";
      all.add(family("yolov8" + variant, true, unit().output("output0", yolov8(unit))));
      all.add(family("yolov5" + variant, true, unit().output("output0", yolov5(unit))));
      all.add(family("end-to-end" + variant, true, unit().output("output0", endToEnd(unit))));
      all.add(
          family(
              "ssd" + variant,
              true,
              new SyntheticDetector(-127 / 128.0, 1, false)
                  .output("scores", row(new Numbers(5, 3), 3, 2, 0.9))
                  .output("boxes", corners(unit))));
    }
    all.add(family("yolov8:pixels", true, unit().output("output0", turned(yolov8(false)))));
    all.add(family("yolov5:pixels", true, unit().output("output0", turned(yolov5(false)))));
    all.add(family("yolov5:pixels", true, unit().output("outputs", yolov6())));
    all.add(family("yolov8:pixels", true, unit().open("output0", 3, yolov8(false))));
    all.add(family("yolov5:unit", true, unit().open("output0", 0, yolov5(true))));
    all.add(
        family(
            "yolov8:pixels",
            true,
            unit().output("auxiliary", new Numbers(6, CELLS)).output("main", yolov8(false))));
    all.add(
        family(
            "end-to-end:pixels",
            false,
            unit().table("output0", List.of(1L, -1L, 6L), endToEnd(false).with(1, 5, 6))));
    all.add(family("yolox:raw", true, bytes().output("output", yolox(false))));
    all.add(family("yolox:decoded", true, bytes().output("output", yolox(true))));
    all.add(family("nanodet", true, nanodet(false)));
    all.add(family("nanodet", true, nanodet(true)));
    all.add(family("yolo-fastestv2", false, unit().table("out", List.of(30L, 17L), fastestV2())));
    all.add(family("fastestdet", true, unit().output("out", fastestDet())));
    all.add(family("tensorflow:contiguous", true, tensorFlow()));
    all.add(family("detr", true, detr(true)));
    all.add(family("detr", false, detr(false)));
    all.add(
        family(
            "detr",
            true,
            unit()
                .target("sizes")
                .whole("out0", List.of(-1L, 5L), new Numbers(5).set(0, 1), true)
                .output("out1", corners(false))
                .output("out2", new Numbers(5).grows(0, 0.1, 0.9))));
    all.add(family("rf-detr:sigmoid", true, rfDetr("dets", "labels")));
    all.add(family("rf-detr:softmax", true, softmaxDetr()));
    all.add(family("rf-detr:sigmoid", false, openDetr()));
    all.add(family("ssd:unit", true, columnsOfScores()));
    all.add(family("ssd:unit", true, yolov4()));
    all.add(family("rt-detr", true, unit().output("output0", rtDetr())));
    all.add(family("nms-rows", false, nmsRows()));
    all.addAll(RawGridFamilies.all());
    all.add(family("tensorflow:coco-categories", true, cocoCategories()));
    all.add(family("tensorflow:contiguous", false, openTensorFlow()));
    all.add(family("yolo-fastestv2", false, separateFastestV2()));
    return all;
  }

  static Family family(String head, boolean batches, SyntheticDetector graph) {
    return new Family(head, batches, "", graph);
  }

  static SyntheticDetector unit() {
    return new SyntheticDetector(0, 1, false);
  }

  private static SyntheticDetector bytes() {
    return new SyntheticDetector(0, 255, false);
  }

  /** Lets the score of the first of some rows grow. */
  private static Numbers row(Numbers numbers, int width, int column, double most) {
    return numbers.grows(column, 0.1, most).set(width - 1, 0);
  }

  private static Numbers yolov8(boolean unit) {
    Numbers numbers = new Numbers(6, CELLS);
    for (int i = 0; i < CELLS; i++) {
      numbers.set(i, unit ? 0.5 : 32).set(CELLS + i, unit ? 0.5 : 48);
    }
    double[] box = {20, 44, 16, 24};
    for (int i = 0; i < 4; i++) {
      numbers.set(i * CELLS + CELL, unit ? box[i] / (i % 2 == 0 ? 64 : 96) : box[i]);
    }
    return numbers.grows(5 * CELLS + CELL, 0.1, 0.9);
  }

  private static Numbers yolov5(boolean unit) {
    Numbers numbers = new Numbers(3 * CELLS, 7);
    for (int i = 0; i < 3 * CELLS; i++) {
      numbers.set(7 * i, unit ? 0.5 : 32).set(7 * i + 1, unit ? 0.5 : 48);
    }
    double[] box = {20, 44, 16, 24};
    for (int i = 0; i < 4; i++) {
      numbers.set(i, unit ? box[i] / (i % 2 == 0 ? 64 : 96) : box[i]);
    }
    return numbers.grows(4, 0.1, 0.9).set(6, 1);
  }

  private static Numbers endToEnd(boolean unit) {
    Numbers numbers = new Numbers(5, 6);
    double[] box = {12, 32, 28, 56};
    for (int i = 0; i < 4; i++) {
      numbers.set(i, unit ? box[i] / (i % 2 == 0 ? 64 : 96) : box[i]);
    }
    return numbers.grows(4, 0.1, 0.9).set(5, 1);
  }

  private static Numbers corners(boolean unit) {
    Numbers numbers = new Numbers(5, 4);
    double[] box = {12, 32, 28, 56};
    for (int i = 0; i < 4; i++) {
      numbers.set(i, unit ? box[i] / (i % 2 == 0 ? 64 : 96) : box[i]);
    }
    return numbers;
  }

  private static Numbers yolox(boolean decoded) {
    Numbers numbers = new Numbers(CELLS, 7);
    for (int i = 0; i < CELLS; i++) {
      numbers.set(7 * i, decoded ? (i % 8 + 0.5) * 8 : 0.5);
    }
    int at = 7 * CELL;
    numbers.set(at, decoded ? 20 : 0.5).set(at + 1, decoded ? 44 : 0.5);
    numbers.set(at + 2, decoded ? 16 : Math.log(2)).set(at + 3, decoded ? 24 : Math.log(3));
    return numbers.grows(at + 4, 0.1, 0.9).set(at + 6, 1);
  }

  private static SyntheticDetector nanodet(boolean plus) {
    SyntheticDetector graph = new SyntheticDetector(IMAGENET[0], IMAGENET[1], false);
    if (plus) {
      int cells = CELLS + 2;
      Numbers all = new Numbers(cells, 2 + 16);
      all.grows(18 * CELL + 1, 0.1, 0.9);
      sides(all, 18 * CELL + 2, new double[] {0.5, 1, 1.5, 2});
      return graph.output("output", all);
    }
    int[] counts = {96, 24, 6};
    for (int i = 0; i < counts.length; i++) {
      Numbers scores = new Numbers(counts[i], 2);
      Numbers distances = new Numbers(counts[i], 16);
      if (i == 0) {
        scores.grows(2 * CELL + 1, 0.1, 0.9);
        sides(distances, 16 * CELL, new double[] {1, 1.5, 1, 1.5});
      }
      graph.output("dis_" + i, distances);
      graph.output("cls_" + i, scores);
    }
    return graph;
  }

  /** Gives each side a distribution of four bins with this mean. */
  private static void sides(Numbers numbers, int at, double[] means) {
    for (int side = 0; side < 4; side++) {
      int bin = at + 4 * side + (int) means[side];
      numbers.set(bin, 60);
      if (means[side] != Math.rint(means[side])) {
        numbers.set(bin + 1, 60);
      }
    }
  }

  private static Numbers fastestV2() {
    Numbers numbers = new Numbers(30, 17);
    int at = 17 * (2 * 4 + 1); // In column 1 and row 2 of the grid of stride 16.
    numbers.set(at, 0.375).set(at + 1, 0.625);
    numbers.set(at + 2, Math.sqrt(16 / (4 * 12.64))).set(at + 3, Math.sqrt(24 / (4 * 19.39)));
    return numbers.grows(at + 12, 0.1, 0.9).set(at + 16, 1);
  }

  private static Numbers fastestDet() {
    Numbers numbers = new Numbers(7, 6, 4);
    int at = 2 * 4 + 1;
    numbers.grows(at, 0.1, 0.9);
    numbers.set(24 + at, 0.5 * Math.log(1.25 / 0.75)).set(48 + at, 0.5 * Math.log(1.75 / 0.25));
    numbers.set(72 + at, -Math.log(3)).set(96 + at, -Math.log(3));
    return numbers.set(6 * 24 + at, 1);
  }

  private static SyntheticDetector tensorFlow() {
    Numbers boxes = new Numbers(5, 4);
    boxes.set(0, 32 / 96.0).set(1, 12 / 64.0).set(2, 56 / 96.0).set(3, 28 / 64.0);
    return new SyntheticDetector(0, 255, true)
        .output("detection_boxes", boxes)
        .output("detection_classes", new Numbers(5).fill(2))
        .output("detection_scores", new Numbers(5).grows(0, 0.1, 0.9))
        .output("raw_detection_scores", new Numbers(7, 3));
  }

  private static SyntheticDetector detr(boolean frames) {
    SyntheticDetector graph = unit().target("orig_target_sizes");
    Numbers labels = new Numbers(5).set(0, 1);
    Numbers scores = new Numbers(5).grows(0, 0.1, 0.9);
    if (frames) {
      return graph
          .whole("labels", List.of(-1L, 5L), labels, true)
          .output("boxes", corners(false))
          .output("scores", scores);
    }
    return graph
        .whole("labels", List.of(-1L), labels, false)
        .table("boxes", List.of(-1L, -1L), corners(false))
        .table("scores", List.of(-1L), scores);
  }

  /** Returns the numbers of a table with its rows as columns. */
  private static Numbers turned(Numbers numbers) {
    int rows = (int) numbers.shape[0];
    int columns = (int) numbers.shape[1];
    Numbers turned = new Numbers(columns, rows);
    for (int i = 0; i < rows * columns; i++) {
      int to = i % columns * rows + i / columns;
      turned.set(to, numbers.base[i]).grows(to, numbers.low[i], numbers.high[i]);
    }
    return turned;
  }

  /** YOLOv6's: one box for each cell, with an objectness that is 1. */
  private static Numbers yolov6() {
    Numbers numbers = new Numbers(CELLS, 7);
    for (int i = 0; i < CELLS; i++) {
      numbers.set(7 * i, 32).set(7 * i + 1, 48).set(7 * i + 4, 1);
    }
    int at = 7 * CELL;
    numbers.set(at, 20).set(at + 1, 44).set(at + 2, 16).set(at + 3, 24);
    return numbers.grows(at + 6, 0.1, 0.9);
  }

  private static Numbers rtDetr() {
    Numbers numbers = new Numbers(5, 6);
    numbers.set(0, 20 / 64.0).set(1, 44 / 96.0).set(2, 16 / 64.0).set(3, 24 / 96.0);
    return numbers.grows(5, 0.1, 0.9);
  }

  /** DETR's own: the last logit is that of no object. */
  private static SyntheticDetector softmaxDetr() {
    Numbers logits = new Numbers(5, 3);
    for (int i = 0; i < 5; i++) {
      logits.set(3 * i, -9).set(3 * i + 1, -9).set(3 * i + 2, 5);
    }
    return imageNet()
        .output("pred_boxes", centered())
        .output("logits", logits.set(1, 0).grows(1, -3, 12));
  }

  private static SyntheticDetector rfDetr(String boxes, String logits) {
    return imageNet()
        .output(boxes, centered())
        .output(logits, new Numbers(5, 3).fill(-9).set(1, 0).grows(1, -3, 3));
  }

  /** As Transformers exports it: the file does not say how many queries there are. */
  private static SyntheticDetector openDetr() {
    Numbers logits = new Numbers(1, 5, 3).fill(-9).set(1, 0).grows(1, -3, 3);
    return unit()
        .table("logits", List.of(-1L, -1L, 3L), logits)
        .table("pred_boxes", List.of(-1L, -1L, 4L), centered().with(1, 5, 4));
  }

  /** As PP-YOLOE gives them: a class in each row of the scores. */
  private static SyntheticDetector columnsOfScores() {
    Numbers scores = turned(row(new Numbers(CELLS, 2), 2, 1, 0.9));
    return unit().output("scores", scores).output("boxes", manyCorners(CELLS));
  }

  /** YOLOv4 in PyTorch: three boxes for each cell, with a dimension of one. */
  private static SyntheticDetector yolov4() {
    int boxes = 3 * CELLS;
    return unit()
        .output("boxes", manyCorners(boxes).with(boxes, 1, 4))
        .output("confs", new Numbers(boxes, 2).grows(1, 0.1, 0.9));
  }

  private static Numbers manyCorners(int count) {
    Numbers corners = new Numbers(count, 4);
    for (int i = 0; i < count; i++) {
      corners.set(4 * i + 2, 1).set(4 * i + 3, 1);
    }
    double[] box = {12, 32, 28, 56};
    for (int i = 0; i < 4; i++) {
      corners.set(i, box[i] / (i % 2 == 0 ? 64 : 96));
    }
    return corners;
  }

  private static Numbers centered() {
    Numbers boxes = new Numbers(5, 4);
    return boxes.set(0, 20 / 64.0).set(1, 44 / 96.0).set(2, 16 / 64.0).set(3, 24 / 96.0);
  }

  private static SyntheticDetector imageNet() {
    double black = -(0.485 / 0.229 + 0.456 / 0.224 + 0.406 / 0.225) / 3;
    double white = ((1 - 0.485) / 0.229 + (1 - 0.456) / 0.224 + (1 - 0.406) / 0.225) / 3;
    return new SyntheticDetector(black, white, false);
  }

  private static SyntheticDetector nmsRows() {
    Numbers rows = new Numbers(2, 7).set(1, 12).set(2, 32).set(3, 28).set(4, 56).set(5, 1);
    return unit().table("output", List.of(-1L, 7L), rows.grows(6, 0.1, 0.9));
  }

  /** A dog has the number 18 there, and 90, a toothbrush, is no number of 80 without gaps. */
  private static SyntheticDetector cocoCategories() {
    Numbers boxes = new Numbers(5, 4);
    boxes.set(0, 32 / 96.0).set(1, 12 / 64.0).set(2, 56 / 96.0).set(3, 28 / 64.0);
    return new SyntheticDetector(0, 255, true)
        .unnamed()
        .output("detection_boxes", boxes)
        .output("detection_classes", new Numbers(5).fill(90).set(0, 18))
        .output("detection_scores", new Numbers(5).fill(0.05).set(0, 0).grows(0, 0.1, 0.9));
  }

  /** The file does not say how many rows there are, nor do runs: the numbers decide. */
  private static SyntheticDetector openTensorFlow() {
    Numbers boxes = new Numbers(1, 5, 4);
    boxes.set(0, 32 / 96.0).set(1, 12 / 64.0).set(2, 56 / 96.0).set(3, 28 / 64.0);
    return new SyntheticDetector(0, 255, true)
        .table("detection_boxes", List.of(1L, -1L, 4L), boxes)
        .table("detection_classes", List.of(1L, -1L), new Numbers(1, 5).fill(2))
        .table("detection_scores", List.of(1L, -1L), new Numbers(1, 5).grows(0, 0.1, 0.9));
  }

  /** An output for each of the two grids. */
  private static SyntheticDetector separateFastestV2() {
    Numbers all = fastestV2();
    Numbers fine = new Numbers(6, 4, 17);
    for (int i = 0; i < fine.base.length; i++) {
      fine.set(i, all.base[i]).grows(i, all.low[i], all.high[i]);
    }
    return unit().output("fine", fine).output("coarse", new Numbers(3, 2, 17));
  }
}
