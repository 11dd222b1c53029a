package io.euge.device.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0.0",
        "-1",
        "100.01",
        "101",
        "1e2",
        "NaN",
        "50%",
        " 50",
        "5,5",
        "0x10",
        "٥٠",
        "99999999999999999999"
      })
  void aPercentageIsAboveNoneAndAtMostAll(String text) {
    assertThatThrownBy(() -> ThreadPercentage.parse(text))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("at most 100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "512",
        "12K",
        "3T",
        "1.5G",
        "-1G",
        "0M",
        "0G",
        "1 G",
        "G",
        "1GiB",
        "1500M",
        "2047M",
        "100000M",
        "1000001G",
        "99999999999G",
        "4G\nquit",
        "unlimited"
      })
  void aMemoryLimitIsWhatTheDaemonTakesAsItIs(String text) {
    assertThatThrownBy(() -> MemoryLimit.parse(text))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("The memory limit is '")
        .hasMessageContaining("give ");
  }

  @Test
  void aLimitThatTheDaemonWouldRoundIsReportedWithItsNeighbours() {
    assertThatThrownBy(() -> MemoryLimit.parse("1500M")).hasMessageContaining("1G or 2G");
  }

  @Property(tries = 200)
  void theLargestLimitBelowASizeIsNeverAboveIt(
      @ForAll @LongRange(min = 1 << 20, max = 1L << 40) long bytes) {
    MemoryLimit limit = MemoryLimit.atMost(bytes);
    assertThat(limit.bytes()).isLessThanOrEqualTo(bytes).isGreaterThan(bytes / 2 - (1 << 20));
    assertThat(MemoryLimit.parse(limit.toString())).isEqualTo(limit);
  }
}
