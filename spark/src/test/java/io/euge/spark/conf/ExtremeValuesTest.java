package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.testing.OneSentence;
import io.euge.video.Sampling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option and setting, given the largest numbers there are. */
class ExtremeValuesTest {
  private static final List<String> EXTREMES =
      List.of(
          "100000000",
          String.valueOf(Integer.MAX_VALUE),
          String.valueOf(Integer.MIN_VALUE),
          String.valueOf(Long.MAX_VALUE),
          String.valueOf(Long.MIN_VALUE),
          Long.MAX_VALUE + "d",
          Long.MAX_VALUE + "us",
          "8191p",
          Long.MAX_VALUE + "p",
          "99999999999999999999999999",
          "1e308",
          "-1e308",
          "1e999",
          "NaN",
          "-1");

  static Stream<ConfigEntry<?>> entries() {
    return ConfigEntries.all().stream();
  }

  /** A value is refused, or one that sums and products of some stay within their types with. */
  @ParameterizedTest
  @MethodSource("entries")
  void isRefusedOrHarmless(ConfigEntry<?> entry) {
    for (String text : EXTREMES) {
      try {
        assertHarmless(entry.type().parse(text));
      } catch (IllegalArgumentException | EugeException e) {
        assertThat(refusal(entry, text))
            .as("%s = %s", entry.name(), text)
            .contains(entry.name(), text);
      }
    }
  }

  private static void assertHarmless(Object value) {
    if (value instanceof Optional<?> some) {
      some.ifPresent(ExtremeValuesTest::assertHarmless);
    } else if (value instanceof OptionalLong some) {
      some.ifPresent(ExtremeValuesTest::assertHarmless);
    } else if (value instanceof Integer number) {
      assertThat(number).isBetween(-1, 1024);
    } else if (value instanceof Long number) {
      assertThat(number).isBetween(0L, 1L << 50);
    } else if (value instanceof Double number) {
      assertThat(number).isBetween(0.0, 1e9);
    } else if (value instanceof Duration time) {
      assertThat(time).isBetween(Duration.ZERO, Duration.ofDays(1000));
    } else if (value instanceof Sampling sampling) {
      assertThat(sampling.number()).isBetween(0.0, (double) Long.MAX_VALUE);
    }
  }

  /** Returns what a user is told. */
  private static String refusal(ConfigEntry<?> entry, String text) {
    try {
      if (entry.group().isOption()) {
        ConfParser.parse(
            List.of(entry),
            new CaseInsensitiveStringMap(Map.of(entry.name(), text)),
            Map.of(),
            parser -> parser.value(entry));
      } else {
        ConfParser.parse(
            new SparkConf(false).set(entry.key(), text), parser -> parser.value(entry));
      }
      return "nothing";
    } catch (OptionException e) {
      OneSentence.of(e);
      return e.getMessage();
    }
  }
}
