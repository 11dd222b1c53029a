package io.euge.tracking.mot;

import io.euge.EugeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * KITTI's labels for tracking (Geiger, Lenz and Urtasun, Are we ready for autonomous driving?, CVPR
 * 2012; the layout is the benchmark's development kit): a line a box, with 17 values separated by
 * spaces in ground truth and the score as 18th in results. Further values are not read.
 */
public final class KittiText {
  private static final String KIND = "KITTI labels";
  private static final String LAYOUT =
      "frame id type truncated occluded alpha left top right bottom height width length x y z"
          + " rotation_y [score]";

  private static final int SCORE = 17;

  private KittiText() {}

  /**
   * Reads a file, which may be compressed by gzip.
   *
   * @return the boxes in the order of the file
   * @throws EugeException if a line is malformed, with its number, the value and the remedy
   */
  public static List<KittiBox> read(Path file) {
    try (LineReader lines = new LineReader(file, KIND, LAYOUT)) {
      List<KittiBox> boxes = new ArrayList<>();
      UniqueTracks tracks = new UniqueTracks(lines);
      while (lines.next()) {
        KittiBox box = box(lines);
        tracks.add(box.frame(), box.id());
        boxes.add(box);
      }
      return boxes;
    }
  }

  private static KittiBox box(LineReader line) {
    line.requireCount(SCORE, Integer.MAX_VALUE);
    double left = line.number(6, "left edge");
    double top = line.number(7, "top edge");
    return new KittiBox(
        line.integer(0, "frame", 0),
        line.integer(1, "id", -1),
        line.text(2),
        line.number(3, "truncation"),
        line.number(4, "occlusion"),
        left,
        top,
        edge(line, 8, "right edge", left),
        edge(line, 9, "bottom edge", top),
        line.count() > SCORE ? line.number(SCORE, "score") : 1);
  }

  private static double edge(LineReader line, int index, String name, double least) {
    double edge = line.number(index, name);
    if (edge < least) {
      throw line.wrong(
          "its %s is %s, before the other edge at %s"
              .formatted(name, line.text(index), line.text(index - 2)),
          "give the edges in pixels as left top right bottom");
    }
    return edge;
  }
}
