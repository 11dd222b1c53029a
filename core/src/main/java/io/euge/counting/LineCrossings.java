package io.euge.counting;

import io.euge.counting.layout.CountingLine;
import io.euge.counting.layout.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The crossing rule. A step from one position to the next that meets the line goes over it in one
 * direction or back. What remains of these counts only when the vehicle is beside the line again,
 * at least a tenth of its box's height away: a vehicle that stands on the line counts once when it
 * drives on, one that jitters there and goes back, or stays, not at all. A position exactly on the
 * line is to its right, and of two parts of a line only one has their common point, so that no
 * crossing is lost or counted twice.
 */
public final class LineCrossings {
  private final CountingLine line;
  private final TrackPath path;
  private final List<Crossing> crossings = new ArrayList<>();

  /** The times of the steps over the line that no step back has undone. */
  private final Deque<Double> pending = new ArrayDeque<>();

  private boolean pendingToRight;

  private LineCrossings(CountingLine line, TrackPath path) {
    this.line = line;
    this.path = path;
  }

  /** Returns the crossings of a line by a track, in order of time. */
  public static List<Crossing> of(CountingLine line, TrackPath path) {
    LineCrossings crossings = new LineCrossings(line, path);
    for (int i = 1; i < path.count(); i++) {
      crossings.step(i);
    }
    return crossings.crossings;
  }

  private void step(int index) {
    Point from = path.point(index - 1);
    Point to = path.point(index);
    for (int i = 1; i < line.points().size(); i++) {
      step(line.points().get(i - 1), line.points().get(i), from, to, index);
    }
    if (!pending.isEmpty() && line.distance(to) >= path.margin(index)) {
      String direction = pendingToRight ? line.toRight() : line.toLeft();
      pending.forEach(seconds -> crossings.add(new Crossing(line.name(), direction, seconds)));
      pending.clear();
    }
  }

  /** A step meets a part of the line if the ends of either are on different sides of the other. */
  private void step(Point begin, Point end, Point from, Point to, int index) {
    double before = begin.turn(end, from);
    double after = begin.turn(end, to);
    boolean toRight = after >= 0;
    boolean changes = before >= 0 != toRight;
    if (changes && from.turn(to, begin) >= 0 != from.turn(to, end) >= 0) {
      if (pending.isEmpty() || pendingToRight == toRight) {
        pendingToRight = toRight;
        pending.addLast(path.secondsBefore(index, before / (before - after)));
      } else {
        pending.removeLast();
      }
    }
  }
}
