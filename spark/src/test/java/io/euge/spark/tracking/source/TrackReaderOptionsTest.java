package io.euge.spark.tracking.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackReaderOptionsTest {
  @Test
  void aNumberOfDetectionsIsRead() {
    TrackReaderOptions options = TrackReaderOptions.of(Map.of("min-hits", " 2147483647 "));
    assertThat(options.settings().options().minHits()).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3000000000", "2147483648", "-1", "1.5", "three"})
  void anotherNumberOfDetectionsIsRefusedAsAnOption(String hits) {
    assertThatThrownBy(() -> TrackReaderOptions.of(Map.of("min-hits", hits)))
        .isInstanceOf(OptionException.class)
        .hasMessage("min-hits is '%s': give a whole number from 0 to 2147483647".formatted(hits));
  }

  @ParameterizedTest
  @CsvSource({"sort,1.5", "sort,-1", "sort,NaN", "bytetrack,-0.5", "ocsort,Infinity"})
  void anAgeThatTheTrackerCannotUseIsRefused(String tracker, String age) {
    assertThatThrownBy(() -> TrackReaderOptions.of(Map.of("tracker", tracker, "max-age", age)))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("max-age is '%s': give ", age)
        .hasMessageEndingWith(tracker.equals("sort") ? "frames for sort" : "of at least 0");
  }

  @Test
  void sortTakesFramesAndTheOthersSeconds() {
    assertThat(age("sort", "3")).isEqualTo(3);
    assertThat(age("bytetrack", "1.5")).isEqualTo(1.5);
  }

  private static double age(String tracker, String age) {
    return TrackReaderOptions.of(Map.of("tracker", tracker, "max-age", age))
        .settings()
        .options()
        .maxAge();
  }
}
