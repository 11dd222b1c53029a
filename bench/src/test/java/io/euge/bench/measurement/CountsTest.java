package io.euge.bench.measurement;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
