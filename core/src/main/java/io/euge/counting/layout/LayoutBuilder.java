package io.euge.counting.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the features of a camera together. */
final class LayoutBuilder {
  private final List<CountingLine> lines = new ArrayList<>();
  private final List<Zone> zones = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<Polygon> regions = new ArrayList<>();
  private final List<Polygon> ignored = new ArrayList<>();
  private Optional<GroundPlane> plane = Optional.empty();

  void add(Feature one) {
    switch (one.kind()) {
      case LINE -> lines.add(new CountingLine(one.name(), one.points(), one.first(), one.second()));
      case ZONE -> zones.add(new Zone(one.name(), new Polygon(one.points())));
      case ROUTE -> routes.add(new Route(one.name(), one.first(), one.second()));
      case REGION -> regions.add(new Polygon(one.points()));
      case IGNORE -> ignored.add(new Polygon(one.points()));
      case ROAD -> plane = Optional.of(GroundPlane.of(one.points(), one.meters()));
    }
  }

  CountingLayout build() {
    return new CountingLayout(lines, zones, routes, regions, ignored, plane);
  }
}
