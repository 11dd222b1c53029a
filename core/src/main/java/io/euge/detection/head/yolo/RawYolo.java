package io.euge.detection.head.yolo;

import io.euge.detection.head.Anchor;
import java.util.ArrayList;
import java.util.List;

/**
 * A network whose outputs are raw, with the anchors that its authors published for an input of any
 * size.
 *
 * @param variant the name that users give
 * @param anchors of all scales, from the finest
 * @param scaleXY of each scale, from the finest
 * @param newCoords whether sizes are squares of a sigmoid, as in YOLOv5, and not exponentials
 */
record RawYolo(String variant, List<List<Anchor>> anchors, List<Float> scaleXY, boolean newCoords) {
  private static final List<Anchor> V3 =
      anchors(10, 13, 16, 30, 33, 23, 30, 61, 62, 45, 59, 119, 116, 90, 156, 198, 373, 326);
  private static final List<Anchor> V4 =
      anchors(12, 16, 19, 36, 40, 28, 36, 75, 76, 55, 72, 146, 142, 110, 192, 243, 459, 401);
  private static final List<Anchor> TINY =
      anchors(10, 14, 23, 27, 37, 58, 81, 82, 135, 169, 344, 319);

  private static final List<RawYolo> ALL =
      List.of(
          new RawYolo("v3", scales(V3), List.of(1f, 1f, 1f), false),
          new RawYolo("v4", scales(V4), List.of(1.2f, 1.1f, 1.05f), false),
          new RawYolo(
              "v3-tiny", List.of(TINY.subList(0, 3), TINY.subList(3, 6)), List.of(1f, 1f), false),
          new RawYolo(
              "v4-tiny",
              List.of(TINY.subList(1, 4), TINY.subList(3, 6)),
              List.of(1.05f, 1.05f),
              false),
          new RawYolo("v5", scales(V3), List.of(2f, 2f, 2f), true),
          new RawYolo("v7", scales(V4), List.of(2f, 2f, 2f), true));

  /** The boxes of a cell. */
  static final int ANCHORS = 3;

  private static List<Anchor> anchors(int... sizes) {
    List<Anchor> anchors = new ArrayList<>();
    for (int i = 0; i < sizes.length; i += 2) {
      anchors.add(new Anchor(sizes[i], sizes[i + 1]));
    }
    return anchors;
  }

  private static List<List<Anchor>> scales(List<Anchor> all) {
    return List.of(all.subList(0, 3), all.subList(3, 6), all.subList(6, 9));
  }

  /** Returns those of a number of scales. */
  static List<RawYolo> of(int scales) {
    return ALL.stream().filter(each -> each.anchors().size() == scales).toList();
  }

  static List<String> variants() {
    return ALL.stream().map(RawYolo::variant).toList();
  }
}
