package io.euge.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.CountingLine;
import io.euge.counting.layout.GroundPlane;
import io.euge.counting.layout.Point;
import io.euge.counting.layout.Polygon;
import io.euge.counting.layout.Route;
import io.euge.counting.layout.Zone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrackEventsTest {
  private static final Zone ZONE = new Zone("box", square(100, 100, 200, 200));

  @Test
  void aVisitHasTheTimesAtWhichTheEdgeWasCrossed() {
    List<ZoneVisit> visits = ZoneVisits.of(ZONE, path(50, 150, 170, 250));
    assertThat(visits).hasSize(1);
    assertThat(visits.get(0).begin()).isCloseTo(0.5, within(1e-9));
    assertThat(visits.get(0).end()).isCloseTo(2.375, within(1e-9));
    assertThat(visits.get(0).entered()).isTrue();
    assertThat(visits.get(0).left()).isTrue();
  }

  @Test
  void whoIsThereFromTheBeginningHasNotEntered() {
    assertThat(ZoneVisits.of(ZONE, path(150, 160)))
        .containsExactly(new ZoneVisit("box", 0, 1, false, false));
  }

  @Test
  void jitterAtTheEdgeIsNoVisit() {
    assertThat(ZoneVisits.of(ZONE, path(50, 99, 102, 98, 103, 50))).isEmpty();
    assertThat(ZoneVisits.of(ZONE, path(50, 150, 199, 202, 199, 203, 150)))
        .hasSize(1)
        .noneMatch(ZoneVisit::left);
  }

  @Test
  void occupancyIsTheMeanOverTimeAndTheMost() {
    List<ZoneVisit> visits =
        List.of(
            new ZoneVisit("box", 0, 10, true, true),
            new ZoneVisit("box", 5, 30, true, true),
            new ZoneVisit("box", 10, 12, true, true));
    assertThat(Occupancy.of(visits, 0, 20)).isEqualTo(new Occupancy((10 + 15 + 2) / 20.0, 2));
    assertThat(Occupancy.of(visits, 20, 40)).isEqualTo(new Occupancy(0.5, 1));
    assertThat(Occupancy.of(visits, 40, 50)).isEqualTo(new Occupancy(0, 0));
  }

  @Test
  void aRouteLeadsFromItsOriginToItsDestination() {
    CountingLine line =
        new CountingLine("out", List.of(new Point(250, 0), new Point(250, 300)), "right", "left");
    CountingLayout layout =
        new CountingLayout(
            List.of(line),
            List.of(ZONE),
            List.of(new Route("through", "box", "out"), new Route("back", "out", "box")),
            List.of(),
            List.of(),
            Optional.empty());
    TrackEvents events = TrackEvents.of(path(50, 150, 300), layout, PathEnds.ofSeconds(2));
    assertThat(events.routes()).hasSize(1);
    assertThat(events.routes().get(0).route()).isEqualTo("through");
    assertThat(events.routes().get(0).begin()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void speedIsMeasuredOnTheRoad() {
    // 100 pixels are 10 m.
    GroundPlane plane =
        GroundPlane.of(
            List.of(new Point(0, 0), new Point(100, 0), new Point(100, 100), new Point(0, 100)),
            List.of(new Point(0, 0), new Point(10, 0), new Point(10, 10), new Point(0, 10)));
    assertThat(Speed.at(1, path(0, 100, 200, 300), plane).getAsDouble())
        .isCloseTo(10, within(1e-9));
    assertThat(Speed.at(0, path(0), plane)).isEmpty();
  }

  @Test
  void theHomographyTakesItsFourPointsToTheirPlaces() {
    List<Point> picture =
        List.of(new Point(300, 200), new Point(340, 200), new Point(500, 350), new Point(100, 350));
    List<Point> meters =
        List.of(new Point(0, 40), new Point(7, 40), new Point(7, 0), new Point(0, 0));
    GroundPlane plane = GroundPlane.of(picture, meters);
    for (int i = 0; i < 4; i++) {
      assertThat(plane.meters(picture.get(i)).distance(meters.get(i))).isLessThan(1e-9);
    }
  }

  @Test
  void timeDoesNotGoBack() {
    TrackPath path = path(0, 1);
    assertThatThrownBy(() -> path.add(0.5, 0, 0, 1, 1))
        .hasMessage("the time goes back from 1.0 to 0.5 s");
  }

  @Test
  void volumesAreComparedByHour() {
    TrafficVolume volume = new TrafficVolume(110, 100);
    assertThat(volume.difference()).isEqualTo(10);
    assertThat(volume.percent()).isEqualTo(10);
    assertThat(volume.geh(1)).isCloseTo(0.976, within(0.001));
    assertThat(new TrafficVolume(27.5, 25).geh(0.25)).isCloseTo(0.976, within(0.001));
    assertThat(new TrafficVolume(0, 0).geh(1)).isZero();
    assertThat(new TrafficVolume(3, 0).percent()).isNaN();
  }

  private static Polygon square(double left, double top, double right, double bottom) {
    return new Polygon(
        List.of(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom)));
  }

  /** A box of 100x80 at each second, with the bottom center at this x and at y 150. */
  private static TrackPath path(double... centers) {
    TrackPath path = new TrackPath();
    for (int i = 0; i < centers.length; i++) {
      path.add(i, centers[i] - 50, 70, 100, 80);
    }
    return path;
  }
}
