package io.euge.cli.render;

import io.euge.cli.table.DetectionRow;
import io.euge.detection.Detection;
import io.euge.rendering.FrameAnnotations;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Annotates the frames of a video from a table, which may lack frames that were not sampled. The
 * boxes of a sampled frame are drawn until the next sampled frame. Blurred objects must also be
 * hidden between sampled frames: if these are close in time, both of their boxes and the area
 * between them are hidden; otherwise the whole frame is.
 */
final class TableAnnotations implements FrameAnnotations.Source {
  /** Tolerance for rounding in seconds, less than the duration of a frame. */
  private static final double ROUNDING = 1e-4;

  /**
   * The maximum interval in seconds; in a longer one, an object may leave the area of its two
   * boxes.
   */
  private static final double MAX_GAP_SECONDS = 0.25 + ROUNDING;

  /** Margin on each side as a fraction of the box size. */
  private static final double MARGIN = 0.25;

  private final NavigableMap<Long, DetectionRow> rows;
  private final RenderingRules rules;
  private long lacking;
  private long covered;
  private long whole;

  TableAnnotations(NavigableMap<Long, DetectionRow> rows, RenderingRules rules) {
    this.rows = rows;
    this.rules = rules;
  }

  @Override
  public FrameAnnotations of(long frame, double seconds, int width, int height) {
    DetectionRow row = rows.get(frame);
    if (row != null && row.width() == width && row.height() == height) {
      return rules.annotations(row.detections());
    }
    lacking++;
    DetectionRow before = value(rows.lowerEntry(frame));
    DetectionRow after = value(rows.higherEntry(frame));
    List<Detection> boxes =
        isHeld(before, after, seconds) ? rules.boxes(before.detections()) : List.of();
    return new FrameAnnotations(
        boxes,
        List.of(),
        hidden(before, after, seconds, new Rectangle2D.Double(0, 0, width, height)));
  }

  private static DetectionRow value(Map.Entry<Long, DetectionRow> entry) {
    return entry == null ? null : entry.getValue();
  }

  /**
   * Returns whether boxes are drawn; after the last sampled frame, for the length of the previous
   * interval.
   */
  private boolean isHeld(DetectionRow before, DetectionRow after, double seconds) {
    if (before == null || after != null) {
      return before != null;
    }
    DetectionRow earlier = value(rows.lowerEntry(before.frame()));
    return earlier != null
        && seconds - before.seconds() + ROUNDING < before.seconds() - earlier.seconds();
  }

  private List<Rectangle2D> hidden(
      DetectionRow before, DetectionRow after, double seconds, Rectangle2D frame) {
    if (rules.blurred().isEmpty()) {
      return List.of();
    }
    double end = after == null ? seconds : after.seconds();
    if (before == null
        || end - before.seconds() > MAX_GAP_SECONDS
        || !isSize(before, frame)
        || (after != null && !isSize(after, frame))) {
      whole++;
      return List.of(frame);
    }
    covered++;
    return between(
        rules.hidden(before.detections()),
        after == null ? List.of() : rules.hidden(after.detections()));
  }

  private static boolean isSize(DetectionRow row, Rectangle2D frame) {
    return row.width() == frame.getWidth() && row.height() == frame.getHeight();
  }

  /**
   * Returns both boxes of each object, and the areas between overlapping boxes of the same class.
   */
  private static List<Rectangle2D> between(List<Detection> before, List<Detection> after) {
    List<Rectangle2D> hidden = new ArrayList<>();
    before.forEach(one -> hidden.add(grown(RenderingRules.box(one))));
    after.forEach(one -> hidden.add(grown(RenderingRules.box(one))));
    for (Detection one : before) {
      Rectangle2D from = grown(RenderingRules.box(one));
      for (Detection other : after) {
        Rectangle2D to = grown(RenderingRules.box(other));
        if (one.label().equals(other.label()) && from.intersects(to)) {
          hidden.add(from.createUnion(to));
        }
      }
    }
    return hidden;
  }

  private static Rectangle2D grown(Rectangle2D box) {
    double across = MARGIN * box.getWidth();
    double down = MARGIN * box.getHeight();
    return new Rectangle2D.Double(
        box.getX() - across,
        box.getY() - down,
        box.getWidth() + 2 * across,
        box.getHeight() + 2 * down);
  }

  /** Returns notices about the frames so far, one sentence each. */
  List<String> notices() {
    if (lacking == 0) {
      return List.of();
    }
    if (rules.blurred().isEmpty()) {
      return List.of(
          number(lacking) + " not in the table and have the boxes of the frame before that is");
    }
    return List.of(
        "%s not in the table: %,d are blurred where the sampled frames around them have %s, %,d as a whole; detect in every frame to blur less"
            .formatted(number(lacking), covered, String.join(" or ", rules.blurred()), whole));
  }

  private static String number(long frames) {
    return String.format(Locale.ROOT, frames == 1 ? "%,d frame is" : "%,d frames are", frames);
  }
}
