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
