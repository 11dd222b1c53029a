package io.euge.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T23:59:59, 2026-01-31T22:59:59Z",
    "2026-01-31 23:59:59, 2026-01-31T22:59:59Z",
    "2026-07-31T23:59, 2026-07-31T21:59:00Z",
    "2026-01-31T23:59:59.123456, 2026-01-31T22:59:59.123456Z",
    "2026-01-31T23:59:59Z, 2026-01-31T23:59:59Z",
    "2026-01-31T23:59:59.000000Z, 2026-01-31T23:59:59Z",
    "2026-01-31T23:59:59-0330, 2026-02-01T03:29:59Z",
    "2026-01-31 23:59:59+01, 2026-01-31T22:59:59Z",
    "1969-07-20T20:17:40.5+00:00, 1969-07-20T20:17:40.5Z",
  })
  void isReadAsIso8601WithOrWithoutAnOffset(String text, Instant expected) {
    assertThat(RecordingTime.parse(text).in(BERLIN)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-31",
        "31.01.2026 23:59",
        "2026-02-30T00:00:00",
        "2026-01-31T24:00:01",
        "2026-01-3110:00:00",
        "+12026-01-31T10:00:00Z",
        "2026-01-31T10:00:00 Europe/Berlin",
        "yesterday"
      })
  void whatIsNoDateAndTimeIsRefused(String text) {
    assertThatThrownBy(() -> RecordingTime.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anHourThatClocksSkipOrRepeatIsNoMomentWithoutItsOffset() {
    assertThat(RecordingTime.parse("2026-03-29T02:30:00").in(BERLIN)).isEmpty();
    assertThat(RecordingTime.parse("2026-10-25T02:30:00").in(BERLIN)).isEmpty();
    assertThat(RecordingTime.parse("2026-10-25T02:30:00+02:00").in(BERLIN))
        .contains(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(RecordingTime.parse("2026-10-25T02:30:00").in(ZoneId.of("+01:00")))
        .contains(Instant.parse("2026-10-25T01:30:00Z"));
  }
}
