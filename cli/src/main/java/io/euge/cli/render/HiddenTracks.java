package io.euge.cli.render;

import io.euge.cli.table.TrackRow;
import io.euge.detection.Detection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The tracks whose boxes are blurred. A tracker keeps a vehicle for a while without detections. In
 * these frames its box is interpolated between the boxes before and after, so that the vehicle
 * stays hidden even if only other tracks have boxes there.
 */
final class HiddenTracks {
  /**
   * Margin on each side as a fraction of the box size, because objects do not move at constant
   * speed.
   */
  private static final double MARGIN = 0.25;

  private record Box(TrackRow row, String label) {}

  private final Map<Long, NavigableMap<Long, Box>> tracks = new HashMap<>();

  /**
   * Adds a box, in any order.
   *
   * @param label the blurred label
   */
  void add(TrackRow row, String label) {
    tracks
        .computeIfAbsent(row.track(), any -> new TreeMap<>())
        .put(row.frame(), new Box(row, label));
  }

  /** Adds the interpolated boxes to the frames that have boxes of other tracks. */
  void addBoxes(NavigableMap<Long, List<Detection>> frames) {
    for (NavigableMap<Long, Box> track : tracks.values()) {
      Box before = null;
      for (Box after : track.values()) {
        if (before != null) {
          addBetween(before, after, frames);
        }
        before = after;
      }
    }
  }

  private static void addBetween(
      Box before, Box after, NavigableMap<Long, List<Detection>> frames) {
    long first = before.row.frame();
    long last = after.row.frame();
    frames
        .subMap(first, false, last, false)
        .forEach(
            (frame, boxes) ->
                boxes.add(at((double) (frame - first) / (last - first), before, after)));
  }

  private static Detection at(double part, Box before, Box after) {
    TrackRow from = before.row;
    TrackRow to = after.row;
    double width = between(part, from.width(), to.width());
    double height = between(part, from.height(), to.height());
    return new Detection(
        before.label,
        0,
        (float) Math.max(from.confidence(), to.confidence()),
        (float) (between(part, from.x(), to.x()) - MARGIN * width),
        (float) (between(part, from.y(), to.y()) - MARGIN * height),
        (float) ((1 + 2 * MARGIN) * width),
        (float) ((1 + 2 * MARGIN) * height));
  }

  private static double between(double part, double from, double to) {
    return from + part * (to - from);
  }
}
