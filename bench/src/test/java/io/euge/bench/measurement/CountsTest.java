package io.euge.bench.measurement;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {
  @Test
  void numbersOutOfRangeAreRefusedByTheNameOfTheirOption() {
    Counts.check("--repeat", 1);
    Counts.check("--tasks", List.of(1, 1000));
    assertThatThrownBy(() -> Counts.check("--repeat", 0))
        .isInstanceOf(OptionException.class)
        .hasMessage("--repeat is 0: give a number from 1 to 1000");
    assertThatThrownBy(() -> Counts.check("--tasks", List.of(2, 1001)))
        .isInstanceOf(OptionException.class)
        .hasMessage("--tasks is [2, 1001]: give numbers from 1 to 1000");
  }

  @Test
  void theLowestNumberMayBeAboveOne() {
    Counts.check("--frames", 2, 2, 10);
    assertThatThrownBy(() -> Counts.check("--frames", 1, 2, 10))
        .isInstanceOf(OptionException.class)
        .hasMessage("--frames is 1: give a number from 2 to 10");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1.5, -1.5", "NaN, NaN", "100001, 100001"})
  void decimalsOutOfRangeAreRefusedWithTheirUnit(double number, String shown) {
    Counts.checkDecimal("--minutes", 0.0001, "minutes");
    Counts.checkDecimal("--minutes", 100_000, "minutes");
    assertThatThrownBy(() -> Counts.checkDecimal("--minutes", number, "minutes"))
        .isInstanceOf(OptionException.class)
        .hasMessage("--minutes is %s: give a number of minutes above 0 and at most 100000", shown);
  }
}
