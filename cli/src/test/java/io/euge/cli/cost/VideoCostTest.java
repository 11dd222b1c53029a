package io.euge.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.euge.OptionException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class VideoCostTest {
  @Command
  private static final class Priced {
    @Mixin private PriceArguments price;
  }

  @Test
  void aJobIsRatedByRecordedTimeAndItsWholeTime() {
    VideoCost cost = new VideoCost(12 * 3600, 1800, 16, 2, OptionalDouble.of(3));
    assertThat(cost.hoursPerHour()).isCloseTo(24, within(1e-9));
    assertThat(cost.priceOfVideoHour().orElseThrow()).isCloseTo(0.125, within(1e-9));
    assertThat(cost.lines())
        .containsExactly(
            "24.0 hours of video per hour, 1.50 per core, 12.0 per GPU",
            "an hour of video costs 0.125, at 3.00 for an hour of the cluster");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(new VideoCost(50, 100, 2, 0, OptionalDouble.empty()).lines())
        .containsExactly("0.500 hours of video per hour, 0.250 per core");
    assertThat(new VideoCost(0, 100, 2, 0, OptionalDouble.empty()).lines()).isEmpty();
    assertThat(new VideoCost(0, 100, 2, 0, OptionalDouble.of(1)).lines())
        .containsExactly(
            "the price of an hour of video is not known: no video of known length was read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"12345.6|12,346", "123.4|123", "12.345|12.3", "1.0|1.00", "0.00012345|0.000123"})
  void numbersHaveThreeDigits(double value, String text) {
    assertThat(VideoCost.number(value)).isEqualTo(text);
  }

  @Test
  void slotsOfOneGpuAreOneGpu() {
    assertThat(ClusterSize.gpu("a", "GPU-1::0")).isEqualTo(ClusterSize.gpu("a", "GPU-1::1"));
    assertThat(ClusterSize.gpu("a", "0")).isNotEqualTo(ClusterSize.gpu("b", "0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"free", "0", "-1", "NaN", "Infinity", "1e10", "2,50"})
  void aPriceIsANumberAboveZero(String text) {
    PriceArguments price = parse(text);
    assertThatThrownBy(price::check)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--price-per-hour is '" + text + "': give what an hour");
  }

  @Test
  void aPriceIsForVideos() {
    assertThat(parse("2.5").price()).hasValue(2.5);
    assertThatThrownBy(parse("2.5")::refuseWithoutModel).hasMessageContaining("give --model too");
  }

  private static PriceArguments parse(String text) {
    Priced command = new Priced();
    new CommandLine(command).parseArgs("--price-per-hour=" + text);
    return command.price;
  }
}
