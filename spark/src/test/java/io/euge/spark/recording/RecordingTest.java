package io.euge.spark.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.video.RecordingTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
  private static final Instant START = Instant.parse("2026-01-31T22:59:59.000001Z");

  @ParameterizedTest
  @CsvSource({
    "0, 2026-01-31T22:59:59.000001Z",
    "1.5, 2026-01-31T23:00:00.500001Z",
    "0.0333333333, 2026-01-31T22:59:59.033334Z",
    "0.0000005, 2026-01-31T22:59:59.000002Z",
    "-0.25, 2026-01-31T22:59:58.750001Z",
  })
  void aFramesTimeIsTheStartAndItsSecondsToTheMicrosecond(double seconds, Instant time) {
    assertThat(new Recording("v", "c", START).time(seconds)).isEqualTo(time);
  }

  @Test
  void aTimeBefore1970IsExactToo() {
    Recording old = new Recording("v", "c", Instant.parse("1969-07-20T20:17:40.123456Z"));
    assertThat(old.time(0.000001)).isEqualTo(Instant.parse("1969-07-20T20:17:40.123457Z"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, 1e13, Double.POSITIVE_INFINITY})
  void secondsThatNoClockReachesHaveNoTime(double seconds) {
    assertThat(new Recording("v", "c", START).micros(seconds)).isNull();
  }

  @Test
  void withoutAStartThereIsNoTime() {
    assertThat(new Recording("v", "c", null).micros(1)).isNull();
  }

  @Test
  void theContainersTimeIsUsedOnlyWithoutAKnownStart() {
    RecordingTime created = RecordingTime.parse("2026-10-25T03:30:00");
    Recording known = new Recording("v", "c", START);
    Recording unknown = new Recording("v", "c", null);
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(known.withContainerStart(created, berlin)).isEqualTo(known);
    assertThat(unknown.withContainerStart(null, berlin)).isEqualTo(unknown);
    assertThat(unknown.withContainerStart(created, berlin).start())
        .isEqualTo(Instant.parse("2026-10-25T02:30:00Z"));
    assertThat(unknown.withContainerStart(created, ZoneOffset.UTC).start())
        .isEqualTo(Instant.parse("2026-10-25T03:30:00Z"));
  }
}
