package io.euge.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TimeAxisTest {
  private static double at(String time) {
    return Instant.parse(time).getEpochSecond();
  }

  @Test
  void intervalsAreThoseOfTheLocalDay() {
    TimeAxis axis =
        TimeAxis.of(
            true, at("2026-01-31T06:10:00Z"), at("2026-02-02T05:00:00Z"), 0, ZoneId.of("+01:00"));
    assertThat(axis.lengthInWords()).isEqualTo("30\u00a0minutes");
    assertThat(axis.begin(0)).isEqualTo("31 Jan 07:00");
    assertThat(axis.count()).isEqualTo(95);
  }

  @Test
  void anIntervalIsNotShorterThanThoseThatWereCounted() {
    assertThat(TimeAxis.of(false, 0, 100, 30, ZoneOffset.UTC).length()).isEqualTo(30);
    assertThat(TimeAxis.of(false, 0, 100, 0, ZoneOffset.UTC).length()).isEqualTo(2);
  }

  @Test
  void anIntervalHasWholeCountedOnes() {
    // The difference of two times of recordings that begin at a fraction of a second.
    double counted = (487.655 + 900) - 487.655 + 1e-10;
    assertThat(TimeAxis.of(false, -412.345, 10_000, counted, ZoneOffset.UTC).length())
        .isEqualTo(900);
    assertThat(TimeAxis.of(false, 0, 600, 45, ZoneOffset.UTC).length()).isEqualTo(45);
    assertThat(TimeAxis.of(false, 0, 45 * 200, 45, ZoneOffset.UTC).length()).isEqualTo(900);
    assertThat(TimeAxis.of(false, 0, 7 * 200, 7, ZoneOffset.UTC).length() % 7).isZero();
  }

  @Test
  void labelsFollowTheClockWhenItIsChanged() {
    // On 29 March 2026, 02:00 became 03:00 in Berlin.
    TimeAxis axis =
        TimeAxis.of(
            true,
            at("2026-03-28T23:00:00Z"),
            at("2026-03-29T08:00:00Z"),
            3600,
            ZoneId.of("Europe/Berlin"));
    assertThat(axis.begin(1)).isEqualTo("29 Mar 01:00");
    assertThat(axis.begin(2)).isEqualTo("29 Mar 03:00");
  }

  @Property
  void allTimesAreInFewIntervals(
      @ForAll @DoubleRange(min = -1e9, max = 4e9) double from,
      @ForAll @DoubleRange(min = 0, max = 1e11) double span) {
    TimeAxis axis = TimeAxis.of(false, from, from + span, 0, ZoneOffset.UTC);
    assertThat(axis.count()).isBetween(1, TimeAxis.MOST);
    assertThat(Math.floorDiv((long) Math.floor(from) - axis.first(), axis.length())).isZero();
    assertThat(Math.floorDiv((long) Math.floor(from + span) - axis.first(), axis.length()))
        .isEqualTo(axis.count() - 1);
    assertThat(axis.labels()).hasSizeBetween(2, 8);
  }
}
