package io.euge.traffic;

import io.euge.counting.LineCrossings;
import io.euge.counting.TrackPath;
import io.euge.counting.layout.CountingLine;
import io.euge.evaluation.groundtruth.LaneLine;
import io.euge.evaluation.groundtruth.VideoGroundTruth.LineCrossing;
import io.euge.evaluation.groundtruth.WholeBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes which vehicles cross the lines of the lanes, by the same rule as the counting of tracks.
 */
final class LineCounter {
  private final Map<Integer, TrackPath> paths = new LinkedHashMap<>();
  private final Map<Integer, String> kinds = new LinkedHashMap<>();

  void add(double seconds, List<WholeBox> boxes) {
    for (WholeBox box : boxes) {
      paths
          .computeIfAbsent(box.id(), any -> new TrackPath())
          .add(seconds, box.x(), box.y(), box.width(), box.height());
      kinds.putIfAbsent(box.id(), box.kind());
    }
  }

  /** Returns the crossings in order of time. */
  List<LineCrossing> crossings(List<LaneLine> lines) {
    List<LineCrossing> crossings = new ArrayList<>();
    for (LaneLine lane : lines) {
      CountingLine line =
          new CountingLine(
              lane.name(),
              List.of(
                  new io.euge.counting.layout.Point(lane.leftX(), lane.leftY()),
                  new io.euge.counting.layout.Point(lane.rightX(), lane.rightY())),
              LaneLine.TOWARDS,
              LaneLine.AWAY);
      paths.forEach(
          (id, path) ->
              LineCrossings.of(line, path)
                  .forEach(
                      one ->
                          crossings.add(
                              new LineCrossing(
                                  one.line(), one.direction(), one.seconds(), id, kinds.get(id)))));
    }
    crossings.sort(Comparator.comparingDouble(LineCrossing::seconds));
    return crossings;
  }
}
