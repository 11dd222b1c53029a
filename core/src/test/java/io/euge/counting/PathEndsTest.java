package io.euge.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.CountingLine;
import io.euge.counting.layout.Point;
import io.euge.counting.layout.Polygon;
import io.euge.counting.layout.Zone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathEndsTest {
  private static final double RATE = 25;
  private static final List<Polygon> NOWHERE = List.of();
  private static final CountingLine LINE =
      new CountingLine("stop", List.of(new Point(0, 100), new Point(200, 100)), "right", "left");
  private static final PathEnds ENDS = PathEnds.ofSeconds(10);
  private static final Polygon BEYOND =
      new Polygon(
          List.of(new Point(0, 100), new Point(200, 100), new Point(200, 300), new Point(0, 300)));

  @Test
  void aTrackThatBeginsJustBehindTheLineCrossesIt() {
    List<Crossing> crossings = crossings(path(50, 110, 20, 100), NOWHERE);
    assertThat(crossings).hasSize(1);
    assertThat(crossings.get(0).direction()).isEqualTo("right");
    assertThat(crossings.get(0).seconds()).isCloseTo(1.9, within(1e-9));
    assertThat(crossings(path(50, 210, 20, 100), NOWHERE)).as("more than a second").isEmpty();
  }

  @Test
  void aTrackThatEndsJustBeforeTheLineCrossesIt() {
    List<Crossing> crossings = crossings(path(50, 50, 12, 100), NOWHERE);
    assertThat(crossings).extracting(Crossing::direction).containsExactly("right");
    assertThat(crossings.get(0).seconds()).isCloseTo(2.5, within(1e-9));
    assertThat(crossings(path(50, -50, 12, 100), NOWHERE)).as("more than a second").isEmpty();
  }

  @Test
  void noTrackIsExtendedBeyondTheVideo() {
    assertThat(crossings(path(2, 110, 20, 100), NOWHERE)).as("seen from 0.08 s on").isEmpty();
    assertThat(crossings(path(3, 110, 20, 100), NOWHERE)).as("seen from 0.12 s on").hasSize(1);
    TrackPath path = path(50, 50, 12, 100);
    CountingLayout layout = layout(NOWHERE);
    assertThat(TrackEvents.of(path, layout, PathEnds.ofSeconds(2.48)).crossings()).isEmpty();
    assertThat(TrackEvents.of(path, layout, PathEnds.ofSeconds(2.6)).crossings()).hasSize(1);
  }

  @Test
  void aShortTrackAndAStandingVehicleAreNotExtended() {
    assertThat(crossings(path(50, 110, 10, 100), NOWHERE)).as("0.36 s").isEmpty();
    assertThat(crossings(path(50, 110, 12, 100), NOWHERE)).as("0.44 s").hasSize(1);
    assertThat(crossings(path(50, 101, 20, 10), NOWHERE)).as("less than the margin").isEmpty();
    assertThat(crossings(path(50, 110, 1, 100), NOWHERE)).isEmpty();
    assertThat(crossings(new TrackPath(), NOWHERE)).isEmpty();
  }

  @Test
  void anExtensionIntoAnIgnoredRegionDoesNotCount() {
    assertThat(crossings(path(50, 50, 12, 100), List.of(BEYOND))).isEmpty();
  }

  @Test
  void zonesSeeOnlyPositionsThatWereFound() {
    TrackEvents events = TrackEvents.of(path(50, 50, 12, 100), layout(NOWHERE), ENDS);
    assertThat(events.visits()).isEmpty();
    assertThat(events.crossings()).hasSize(1);
  }

  @Test
  void framesAreTimesToo() {
    TrackPath path = new TrackPath();
    for (int frame = 50; frame < 70; frame++) {
      path.add(frame, 50, 110 + 4 * (frame - 50) - 80, 100, 80);
    }
    assertThat(TrackEvents.of(path, layout(NOWHERE), PathEnds.ofFrames(RATE, 100)).crossings())
        .hasSize(1)
        .first()
        .satisfies(one -> assertThat(one.seconds()).isCloseTo(47.5, within(1e-9)));
  }

  @Test
  void longTracksAreCountedInRegionsToo() {
    Polygon all =
        new Polygon(
            List.of(new Point(0, 0), new Point(200, 0), new Point(200, 2000), new Point(0, 2000)));
    CountingLayout layout =
        new CountingLayout(
            List.of(LINE), List.of(), List.of(), List.of(all), List.of(), Optional.empty());
    assertThat(TrackEvents.of(path(0, 50, 200, 100), layout, ENDS).crossings()).hasSize(1);
  }

  private static List<Crossing> crossings(TrackPath path, List<Polygon> ignored) {
    return TrackEvents.of(path, layout(ignored), ENDS).crossings();
  }

  private static CountingLayout layout(List<Polygon> ignored) {
    return new CountingLayout(
        List.of(LINE),
        List.of(new Zone("box", BEYOND)),
        List.of(),
        List.of(),
        ignored,
        Optional.empty());
  }

  /** A box of 100x80 at 25 frames per second, whose lower edge moves down from a row. */
  private static TrackPath path(int first, double row, int frames, double pixelsPerSecond) {
    TrackPath path = new TrackPath();
    for (int i = 0; i < frames; i++) {
      path.add((first + i) / RATE, 50, row + i * pixelsPerSecond / RATE - 80, 100, 80);
    }
    return path;
  }
}
