package io.euge.spark.tracking.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
