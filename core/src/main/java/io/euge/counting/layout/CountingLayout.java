package io.euge.counting.layout;

import java.util.List;
import java.util.Optional;

/**
 * The lines, zones and routes of a camera, in pixels.
 *
 * @param regions to look at; if there are none, all of the picture
 * @param ignored regions not to look at, as parked cars or an overlay of the screen
 * @param plane of the road, for speeds
 */
public record CountingLayout(
    List<CountingLine> lines,
    List<Zone> zones,
    List<Route> routes,
    List<Polygon> regions,
    List<Polygon> ignored,
    Optional<GroundPlane> plane) {
  public CountingLayout {
    lines = List.copyOf(lines);
    zones = List.copyOf(zones);
    routes = List.copyOf(routes);
    regions = List.copyOf(regions);
    ignored = List.copyOf(ignored);
  }

  /** Returns whether there is nothing to count. */
  public boolean isEmpty() {
    return lines.isEmpty() && zones.isEmpty() && routes.isEmpty();
  }

  /** Returns whether vehicles at a point are looked at. */
  public boolean isLookedAt(Point point) {
    return (regions.isEmpty() || regions.stream().anyMatch(region -> region.contains(point)))
        && ignored.stream().noneMatch(region -> region.contains(point));
  }
}
