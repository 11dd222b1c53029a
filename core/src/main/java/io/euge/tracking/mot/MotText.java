package io.euge.tracking.mot;

import io.euge.EugeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The text format of the MOT Challenge (Leal-Taixé et al., MOTChallenge 2015, arXiv:1504.01942;
 * Milan et al., MOT16, arXiv:1603.00831): a line a box, with the values frame, id, left, top, width
 * and height in pixels, and confidence. Of 8 or 9 values the last are class and visibility, as in
 * the ground truth from MOT16 on; of 10 values the last three are a position in space, as in
 * detections and results, and are not read. Values are separated by commas, or by white space.
 */
public final class MotText {
  private static final String KIND = "MOT text";
  private static final String LAYOUT =
      "frame,id,left,top,width,height,confidence[,class,visibility]";

  private MotText() {}

  /**
   * Reads a file, which may be compressed by gzip.
   *
   * @return the boxes in the order of the file
   * @throws EugeException if a line is malformed, with its number, the value and the remedy
   */
  public static List<MotBox> read(Path file) {
    try (LineReader lines = new LineReader(file, KIND, LAYOUT)) {
      List<MotBox> boxes = new ArrayList<>();
      UniqueTracks tracks = new UniqueTracks(lines);
      while (lines.next()) {
        MotBox box = box(lines);
        tracks.add(box.frame(), box.id());
        boxes.add(box);
      }
      return boxes;
    }
  }

  private static MotBox box(LineReader line) {
    line.requireCount(6, 10);
    boolean truth = line.count() == 8 || line.count() == 9;
    return new MotBox(
        line.integer(0, "frame", 1),
        line.integer(1, "id", -1),
        line.number(2, "left edge"),
        line.number(3, "top edge"),
        size(line, 4, "width"),
        size(line, 5, "height"),
        line.count() > 6 ? line.number(6, "confidence") : 1,
        truth ? line.integer(7, "class", -1) : -1,
        line.count() == 9 ? line.number(8, "visibility") : -1);
  }

  private static double size(LineReader line, int index, String name) {
    double size = line.number(index, name);
    if (size < 0) {
      throw line.wrong(
          "its %s is %s".formatted(name, line.text(index)),
          "give a number of pixels of at least 0");
    }
    return size;
  }
}
