package io.euge.rendering;

import io.euge.counting.Crossing;
import io.euge.counting.PathEnds;
import io.euge.counting.TrackEvents;
import io.euge.counting.TrackPath;
import io.euge.counting.ZoneVisit;
import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.CountingLine;
import io.euge.counting.layout.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many tracks have crossed each line, and how many are in each zone, up to a frame. Frames are
 * asked for in order; a text is made when its number changes.
 */
final class RunningCounts {
  private final List<String> texts = new ArrayList<>();
  private final List<Counter> counters = new ArrayList<>();

  /** Events of one kind: a number that goes up and down. */
  private static final class Counter {
    private double[] ups = {};
    private double[] downs = {};
    private int up;
    private int down;

    void sort() {
      Arrays.sort(ups);
      Arrays.sort(downs);
    }

    boolean advance(double frame) {
      int before = number();
      while (up < ups.length && ups[up] <= frame) {
        up++;
      }
      while (down < downs.length && downs[down] <= frame) {
        down++;
      }
      return number() != before;
    }

    int number() {
      return up - down;
    }
  }

  private final CountingLayout layout;

  /**
   * Counts all tracks.
   *
   * @param paths with the indices of frames as times
   */
  RunningCounts(CountingLayout layout, List<TrackPath> paths, double framesPerSecond) {
    this.layout = layout;
    double last =
        paths.stream()
            .filter(path -> path.count() > 0)
            .mapToDouble(path -> path.seconds(path.count() - 1))
            .max()
            .orElse(0);
    PathEnds ends = PathEnds.ofFrames(framesPerSecond, last);
    List<TrackEvents> events =
        paths.stream().map(path -> TrackEvents.of(path, layout, ends)).toList();
    for (CountingLine line : layout.lines()) {
      counters.add(crossings(events, line.name(), line.toRight()));
      counters.add(crossings(events, line.name(), line.toLeft()));
    }
    layout.zones().forEach(zone -> counters.add(visits(events, zone)));
    for (int i = 0; i < layout.lines().size() + layout.zones().size(); i++) {
      texts.add(text(i));
    }
  }

  private static Counter crossings(List<TrackEvents> events, String line, String direction) {
    Counter counter = new Counter();
    counter.ups =
        events.stream()
            .flatMap(one -> one.crossings().stream())
            .filter(one -> one.line().equals(line) && one.direction().equals(direction))
            .mapToDouble(Crossing::seconds)
            .toArray();
    counter.sort();
    return counter;
  }

  private static Counter visits(List<TrackEvents> events, Zone zone) {
    List<ZoneVisit> visits =
        events.stream()
            .flatMap(one -> one.visits().stream())
            .filter(one -> one.zone().equals(zone.name()))
            .toList();
    Counter counter = new Counter();
    counter.ups = visits.stream().mapToDouble(ZoneVisit::begin).toArray();
    counter.downs = visits.stream().mapToDouble(RunningCounts::end).toArray();
    counter.sort();
    return counter;
  }

  /** A vehicle is in its zone in the last frame in which it is seen there. */
  private static double end(ZoneVisit visit) {
    return visit.left() ? visit.end() : Math.nextUp(visit.end());
  }

  /** Goes to a frame, not before the one asked for last. */
  void advance(long frame) {
    double time = (double) frame;
    int lines = layout.lines().size();
    for (int i = 0; i < lines; i++) {
      boolean right = counters.get(2 * i).advance(time);
      if (counters.get(2 * i + 1).advance(time) || right) {
        texts.set(i, text(i));
      }
    }
    for (int i = lines; i < texts.size(); i++) {
      if (counters.get(lines + i).advance(time)) {
        texts.set(i, text(i));
      }
    }
  }

  private String text(int index) {
    int lines = layout.lines().size();
    if (index >= lines) {
      return layout.zones().get(index - lines).name() + ": " + counters.get(lines + index).number();
    }
    CountingLine line = layout.lines().get(index);
    return "%s: %s %d, %s %d"
        .formatted(
            line.name(),
            line.toRight(),
            counters.get(2 * index).number(),
            line.toLeft(),
            counters.get(2 * index + 1).number());
  }

  /** Returns what is written at a line. */
  String ofLine(int index) {
    return texts.get(index);
  }

  /** Returns what is written in a zone. */
  String ofZone(int index) {
    return texts.get(layout.lines().size() + index);
  }
}
