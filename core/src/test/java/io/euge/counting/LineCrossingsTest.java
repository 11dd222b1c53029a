package io.euge.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.counting.layout.CountingLine;
import io.euge.counting.layout.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineCrossingsTest {
  /** From left to right in the picture, so that its right-hand side is below it. */
  private static final CountingLine LINE = line(new Point(0, 100), new Point(200, 100));

  @Test
  void aVehicleThatDrivesOverTheLineCountsOnceAtTheInterpolatedTime() {
    List<Crossing> crossings = LineCrossings.of(LINE, path(40, 80, 120, 160));
    assertThat(crossings).containsExactly(new Crossing("stop", "right", 1.5));
    assertThat(LineCrossings.of(LINE, path(160, 130, 90)))
        .extracting(Crossing::direction)
        .containsExactly("left");
  }

  @Test
  void aVehicleThatStandsOnTheLineCountsOnceWhenItDrivesOn() {
    assertThat(LineCrossings.of(LINE, path(60, 98, 101, 99, 102, 98, 100, 99, 103, 140)))
        .hasSize(1)
        .first()
        .satisfies(one -> assertThat(one.seconds()).isBetween(7.0, 8.0));
  }

  @Test
  void aVehicleThatJittersOnTheLineCountsNotAtAll() {
    assertThat(LineCrossings.of(LINE, path(60, 98, 101, 99, 102, 98, 101))).isEmpty();
    assertThat(LineCrossings.of(LINE, path(60, 98, 101, 99, 102, 60))).isEmpty();
    assertThat(LineCrossings.of(LINE, path(101, 99, 100, 102, 98, 101))).isEmpty();
  }

  @Test
  void aPositionOnTheLineIsCountedNeitherTwiceNorNever() {
    assertThat(LineCrossings.of(LINE, path(80, 100, 120))).hasSize(1);
    assertThat(LineCrossings.of(LINE, path(120, 100, 80))).hasSize(1);
    assertThat(LineCrossings.of(LINE, path(80, 100, 80))).isEmpty();
    assertThat(LineCrossings.of(LINE, path(120, 100, 120))).isEmpty();
  }

  @Test
  void aVehicleThatTurnsBackCountsInBothDirections() {
    assertThat(LineCrossings.of(LINE, path(60, 140, 60)))
        .extracting(Crossing::direction)
        .containsExactly("right", "left");
  }

  @Test
  void wayAroundTheEndOfTheLineIsNoCrossing() {
    TrackPath path = new TrackPath();
    path.add(0, 150, 0, 100, 80);
    path.add(1, 250, 0, 100, 80);
    path.add(2, 250, 40, 100, 80);
    path.add(3, 50, 40, 100, 80);
    assertThat(LineCrossings.of(LINE, path)).isEmpty();
  }

  @Test
  void theCornerOfALineIsOneCrossing() {
    CountingLine bent = line(new Point(0, 50), new Point(100, 100), new Point(200, 50));
    assertThat(LineCrossings.of(bent, path(60, 100, 140))).hasSize(1);
    assertThat(LineCrossings.of(bent, path(60, 140))).hasSize(1);
  }

  /** However a way is sampled, the crossings of its ends' sides are the same. */
  @Property(tries = 300)
  void crossingsInAnyOrderAlternateAndAgreeWithTheSides(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int positions) {
    Random random = new Random(seed);
    double[] bottoms = new double[positions];
    for (int i = 0; i < positions; i++) {
      bottoms[i] = random.nextInt(40) * 5; // often on the line
    }
    bottoms[0] = random.nextBoolean() ? 0 : 195;
    bottoms[positions - 1] = random.nextBoolean() ? 0 : 195;
    List<Crossing> crossings = LineCrossings.of(LINE, path(bottoms));
    for (int i = 1; i < crossings.size(); i++) {
      assertThat(crossings.get(i).direction()).isNotEqualTo(crossings.get(i - 1).direction());
      assertThat(crossings.get(i).seconds()).isGreaterThanOrEqualTo(crossings.get(i - 1).seconds());
    }
    long right = crossings.stream().filter(one -> one.direction().equals("right")).count();
    long left = crossings.size() - right;
    int net = Boolean.compare(bottoms[positions - 1] > 100, bottoms[0] > 100);
    assertThat(right - left).isEqualTo(net);
  }

  @Property(tries = 300)
  void jitterWithinTheMarginNeverCounts(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int positions) {
    Random random = new Random(seed);
    double[] bottoms = new double[positions];
    for (int i = 0; i < positions; i++) {
      bottoms[i] = 100 + (random.nextDouble() - 0.5) * 15.9; // a margin is 8 pixels
    }
    assertThat(LineCrossings.of(LINE, path(bottoms))).isEmpty();
  }

  @Property(tries = 200)
  void sampledFramesFindTheSameCrossingAtTheSameTime(
      @ForAll @DoubleRange(min = 1, max = 300) double speed,
      @ForAll @IntRange(min = 1, max = 40) int every) {
    TrackPath all = new TrackPath();
    TrackPath sampled = new TrackPath();
    for (int frame = 0; frame <= 400; frame++) {
      double bottom = -300 + speed * frame / 25 + 200;
      all.add(frame / 25.0, 50, bottom - 80, 100, 80);
      if (frame % every == 0 || frame == 400) {
        sampled.add(frame / 25.0, 50, bottom - 80, 100, 80);
      }
    }
    List<Crossing> crossings = LineCrossings.of(LINE, all);
    List<Crossing> few = LineCrossings.of(LINE, sampled);
    assertThat(few).hasSameSizeAs(crossings);
    for (int i = 0; i < few.size(); i++) {
      assertThat(few.get(i).seconds()).isCloseTo(crossings.get(i).seconds(), within(1e-9));
    }
  }

  @Property(tries = 200)
  void theOtherWayAlongTheLineNamesTheOtherDirection(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int positions) {
    Random random = new Random(seed);
    double[] bottoms = random.doubles(positions, 0, 200).toArray();
    List<Point> reversed = new ArrayList<>(LINE.points());
    Collections.reverse(reversed);
    CountingLine back = new CountingLine("stop", reversed, "left", "right");
    assertThat(LineCrossings.of(back, path(bottoms)))
        .isEqualTo(LineCrossings.of(LINE, path(bottoms)));
  }

  private static CountingLine line(Point... points) {
    return new CountingLine("stop", List.of(points), "right", "left");
  }

  /** A box of 100x80 at each second, with this bottom edge and the bottom center at x 100. */
  private static TrackPath path(double... bottoms) {
    TrackPath path = new TrackPath();
    for (int i = 0; i < bottoms.length; i++) {
      path.add(i, 50, bottoms[i] - 80, 100, 80);
    }
    return path;
  }
}
