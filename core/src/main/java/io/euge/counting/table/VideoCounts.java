package io.euge.counting.table;

import io.euge.counting.Crossing;
import io.euge.counting.PassedRoute;
import io.euge.counting.ZoneVisit;
import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.CountingLine;
import io.euge.counting.layout.Route;
import io.euge.counting.layout.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts the vehicles of a video in intervals. Where nothing was counted of a label that the video
 * has, the count is 0: the table has all lines, zones and routes in all intervals.
 */
public final class VideoCounts {
  private static final double NANOS = 1e9;

  private final TrackedVideo video;
  private final List<LabeledEvents> tracks;
  private final CountingLayout layout;
  private final CountOptions options;
  private final double first;
  private final double length;
  private final int intervals;
  private final Map<CountKey, Tally[]> tallies = new LinkedHashMap<>();

  private VideoCounts(
      TrackedVideo video, List<LabeledEvents> tracks, CountingLayout layout, CountOptions options) {
    this.video = video;
    this.tracks = tracks;
    this.layout = layout;
    this.options = options;
    first = Interval.first(video.start(), options.interval());
    length = options.interval().toNanos() / NANOS;
    intervals = (int) Math.max(1, Math.ceil((video.seconds() - first) / length));
  }

  /**
   * Returns the counts, in the order of intervals, and in these of the layout.
   *
   * @param tracks what each vehicle of the video did
   */
  public static List<CountRow> of(
      TrackedVideo video, List<LabeledEvents> tracks, CountingLayout layout, CountOptions options) {
    VideoCounts counts = new VideoCounts(video, tracks, layout, options);
    counts.addKeys();
    tracks.forEach(counts::add);
    return counts.rows();
  }

  private void addKeys() {
    Set<String> labels = new TreeSet<>();
    tracks.forEach(track -> labels.add(label(track)));
    if (labels.isEmpty()) {
      labels.add("");
    }
    for (CountingLine line : layout.lines()) {
      addKeys(CountEvent.CROSSING, line.name(), direction(line.toRight()), labels);
      addKeys(CountEvent.CROSSING, line.name(), direction(line.toLeft()), labels);
    }
    for (Zone zone : layout.zones()) {
      addKeys(CountEvent.ENTRY, zone.name(), "", labels);
      addKeys(CountEvent.EXIT, zone.name(), "", labels);
      addKeys(CountEvent.PRESENCE, zone.name(), "", labels);
    }
    for (Route route : layout.routes()) {
      addKeys(CountEvent.ROUTE, route.name(), "", labels);
    }
  }

  private void addKeys(CountEvent event, String name, String direction, Set<String> labels) {
    for (String label : labels) {
      tallies.computeIfAbsent(
          new CountKey(event, name, direction, label), key -> new Tally[intervals]);
    }
  }

  private String label(LabeledEvents track) {
    return options.byLabel() ? track.label() : "";
  }

  private String direction(String name) {
    return options.byDirection() ? name : "";
  }

  private void add(LabeledEvents track) {
    String label = label(track);
    for (int i = 0; i < track.speeds().size(); i++) {
      Crossing one = track.events().crossings().get(i);
      CountKey key =
          new CountKey(CountEvent.CROSSING, one.line(), direction(one.direction()), label);
      tally(key, index(one.seconds())).add(track.speed(i));
    }
    for (ZoneVisit visit : track.events().visits()) {
      add(visit, label);
    }
    for (PassedRoute one : track.events().routes()) {
      tally(new CountKey(CountEvent.ROUTE, one.route(), "", label), index(one.end())).add();
    }
  }

  private void add(ZoneVisit visit, String label) {
    int begin = index(visit.begin());
    int end = index(visit.end());
    if (visit.entered()) {
      tally(new CountKey(CountEvent.ENTRY, visit.zone(), "", label), begin).add();
    }
    if (visit.left()) {
      tally(new CountKey(CountEvent.EXIT, visit.zone(), "", label), end)
          .add(visit.entered() ? OptionalDouble.of(visit.dwell()) : OptionalDouble.empty());
    }
    CountKey presence = new CountKey(CountEvent.PRESENCE, visit.zone(), "", label);
    for (int i = begin; i == begin || (i <= end && first + i * length < visit.end()); i++) {
      tally(presence, i).add(visit);
    }
  }

  private Tally tally(CountKey key, int interval) {
    Tally[] all = tallies.get(key);
    if (all[interval] == null) {
      all[interval] = new Tally();
    }
    return all[interval];
  }

  /** Returns the interval of a time; the last for a track that goes on to the video's end. */
  private int index(double seconds) {
    return (int) Math.max(0, Math.min(intervals - 1.0, Math.floor((seconds - first) / length)));
  }

  private List<CountRow> rows() {
    List<CountRow> rows = new ArrayList<>();
    for (int i = 0; i < intervals; i++) {
      Interval interval = Interval.of(video.start(), options.interval(), first, i);
      for (Map.Entry<CountKey, Tally[]> one : tallies.entrySet()) {
        Tally tally = one.getValue()[i];
        rows.add((tally == null ? new Tally() : tally).row(video, interval, one.getKey()));
      }
    }
    return rows;
  }
}
