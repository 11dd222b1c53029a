package io.euge.counting;

import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.Route;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The events of one track: crossings, visits and routes. */
public record TrackEvents(
    List<Crossing> crossings, List<ZoneVisit> visits, List<PassedRoute> routes)
    implements Serializable {

  /**
   * Returns what a track did where a layout looks at it.
   *
   * @param ends how the track is extended to cross lines
   */
  public static TrackEvents of(TrackPath path, CountingLayout layout, PathEnds ends) {
    TrackPath extended = ends.extend(path).within(layout);
    List<Crossing> crossings = new ArrayList<>();
    layout.lines().forEach(line -> crossings.addAll(LineCrossings.of(line, extended)));
    TrackPath within = path.within(layout);
    List<ZoneVisit> visits = new ArrayList<>();
    layout.zones().forEach(zone -> visits.addAll(ZoneVisits.of(zone, within)));
    Map<String, TreeSet<Double>> passed = new HashMap<>();
    crossings.forEach(one -> times(passed, one.line()).add(one.seconds()));
    visits.forEach(one -> times(passed, one.zone()).add(one.begin()));
    List<PassedRoute> routes = new ArrayList<>();
    layout.routes().forEach(route -> addPassed(route, passed, routes));
    return new TrackEvents(List.copyOf(crossings), List.copyOf(visits), List.copyOf(routes));
  }

  private static TreeSet<Double> times(Map<String, TreeSet<Double>> passed, String place) {
    return passed.computeIfAbsent(place, any -> new TreeSet<>());
  }

  /** A route counts once for a track: from the first time at its origin to the first one after. */
  private static void addPassed(
      Route route, Map<String, TreeSet<Double>> passed, List<PassedRoute> routes) {
    TreeSet<Double> origin = passed.get(route.from());
    TreeSet<Double> destination = passed.get(route.to());
    if (origin != null && destination != null) {
      Double end = destination.higher(origin.first());
      if (end != null) {
        routes.add(new PassedRoute(route.name(), origin.first(), end));
      }
    }
  }
}
