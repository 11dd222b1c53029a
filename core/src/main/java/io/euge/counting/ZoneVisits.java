package io.euge.counting;

import io.euge.counting.layout.Point;
import io.euge.counting.layout.Polygon;
import io.euge.counting.layout.Zone;
import java.util.ArrayList;
import java.util.List;

/**
 * The visits of a zone. As for lines, a vehicle has come in or gone out when it is at least a tenth
 * of its box's height beyond the edge, at the time at which it last crossed it. A zone that lies
 * between two positions is not visited.
 */
public final class ZoneVisits {
  private static final int HALVINGS = 40;

  private final Zone zone;
  private final TrackPath path;
  private final List<ZoneVisit> visits = new ArrayList<>();
  private boolean inside;
  private boolean entered;
  private double begin;
  private double changed;

  private ZoneVisits(Zone zone, TrackPath path) {
    this.zone = zone;
    this.path = path;
  }

  /** Returns the visits of a zone by a track, in order of time. */
  public static List<ZoneVisit> of(Zone zone, TrackPath path) {
    ZoneVisits visits = new ZoneVisits(zone, path);
    visits.follow();
    return visits.visits;
  }

  private void follow() {
    Polygon area = zone.area();
    boolean was = false;
    for (int i = 0; i < path.count(); i++) {
      Point point = path.point(i);
      boolean is = area.contains(point);
      if (i == 0) {
        inside = is;
        begin = path.seconds(0);
      } else {
        changed = is == was ? changed : edgeTime(i, is);
        if (is != inside && area.distance(point) >= path.margin(i)) {
          change(is);
        }
      }
      was = is;
    }
    if (inside) {
      visits.add(new ZoneVisit(zone.name(), begin, path.seconds(path.count() - 1), entered, false));
    }
  }

  private void change(boolean in) {
    if (in) {
      begin = changed;
    } else {
      visits.add(new ZoneVisit(zone.name(), begin, changed, entered, true));
    }
    entered = in;
    inside = in;
  }

  /** Finds where a step crosses the edge, by halving it. */
  private double edgeTime(int index, boolean endsInside) {
    Point from = path.point(index - 1);
    Point to = path.point(index);
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      Point at =
          new Point(
              from.x() + middle * (to.x() - from.x()), from.y() + middle * (to.y() - from.y()));
      if (zone.area().contains(at) == endsInside) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return path.secondsBefore(index, high);
  }
}
