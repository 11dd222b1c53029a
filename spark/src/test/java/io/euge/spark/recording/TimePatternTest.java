package io.euge.spark.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.video.RecordingTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimePatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yyyyMMdd_HHmmss | 20260131_235959.mp4 | 2026-01-31T23:59:59",
        "yyyyMMdd_HHmmss | Straße 3 20260131_235959 (1).mp4 | 2026-01-31T23:59:59",
        "yyyy-MM-dd'T'HH-mm-ss | cam1_2026-01-31T23-59-59.mp4 | 2026-01-31T23:59:59",
        "yyyy-MM-ddTHH-mm-ss | cam1_2026-01-31T23-59-59.mp4 | 2026-01-31T23:59:59",
        "dd.MM.yyyy HH.mm | 31.01.2026 23.59.mkv | 2026-01-31T23:59:00",
        "yyyyMMddHHmmssSSS | x_20260131235959042.mp4 | 2026-01-31T23:59:59.042",
        "yyyyMMddHHmmss | N_20260131235959_20260201000500.mp4 | 2026-01-31T23:59:59",
        "yyyyMMdd'T'HHmmssX | a20260131T235959+0100.mp4 | 2026-01-31T23:59:59+01:00",
        "yyyyMMdd'T'HHmmssX | a20260131T235959Z.mp4 | 2026-01-31T23:59:59Z",
        "'seconds'yyyyMMdd | seconds20260131.mp4 | 2026-01-31T00:00:00",
        "yyyy-MM-dd | 2026-01-31/2026-02-01.mp4 | 2026-02-01T00:00:00",
        "yyyy-MM-dd/HH | 2026-01-31/23.mp4 | 2026-01-31T23:00:00",
        "(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)/(?<hour>\\d\\d)/[^/]+/(?<minute>\\d\\d)[.](?<second>\\d\\d)"
            + " | rec/2026-01-31/23/north/59.58.mp4 | 2026-01-31T23:59:58",
        "(?<day>\\d+)[.](?<month>\\d+)[.](?<year>\\d+) | 1.3.2026.mp4 | 2026-03-01T00:00:00",
      })
  void findsTheTimeInTheName(String pattern, String path, String time) {
    assertThat(TimePattern.parse(pattern).find(path)).isEqualTo(RecordingTime.parse(time));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yyyyMMdd_HHmmss | cam120260131_235959.mp4",
        "yyyyMMdd_HHmmss | 20260131_2359590.mp4",
        "yyyyMMdd_HHmmss | 20261331_235959.mp4",
        "yyyyMMdd_HHmmss | 20260229_235959.mp4",
        "yyyyMMdd_HHmmss | 20260131_240000.mp4",
        "yyyyMMdd_HHmmss | 20260131_235959/a.mp4",
        "yyyyMMdd_HHmmss | a.mp4",
        "(?<year>\\d+)-(?<month>\\d+)-(?<day>\\d+) | 26-01-31.mp4",
        "(?<year>.{4})(?<month>..)(?<day>..) | abcdefgh.mp4",
      })
  void whatIsNotThereOrNoDateIsUnknown(String pattern, String path) {
    assertThat(TimePattern.parse(pattern).find(path)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "YYYYMMDD",
        "yyMMdd",
        "HHmmss",
        "yyyyMMdd'x",
        "cam_yyyyMMdd",
        "yyyyMMddyyyy",
        "([0-9]{4})",
        "(?<year>....)(?<month>..)",
        "(?<year>....)(?<month>..)(?<day>..)(?<hours>..)",
        "(?<year>....",
        "%Y%m%d"
      })
  void aPatternNeedsYearMonthAndDayAndNothingUnknown(String pattern) {
    assertThatThrownBy(() -> TimePattern.parse(pattern))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
