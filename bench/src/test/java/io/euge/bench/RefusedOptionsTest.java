package io.euge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.Euge;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedOptionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gpu --minutes 0 | --minutes is 0: give a number of minutes above 0
          gpu --seconds -0.5 | --seconds is -0.5: give a number of seconds above 0
          gpu --processes 0 | --processes is 0: give a number from 1 to 1000
          gpu --batches 1,0 | --batches is [1, 0]: give numbers from 1 to 1000
          cluster --model a --video b --minutes 0 | --minutes is 0: give a number of minutes above 0
          decode --hours 0 | --hours is 0: give a number of hours above 0
          sharing --clip-seconds 0 | --clip-seconds is 0: give a number of seconds above 0
          tracking --frames 99 | --frames is 99: give a number from 100 to 1000000
          """)
  void aNumberOutOfRangeIsRefusedByTheNameOfItsOption(String line, String message) {
    StringWriter err = new StringWriter();
    int code =
        Euge.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            ("bench " + line).split(" ", -1));
    assertThat(err.toString()).contains(message);
    assertThat(code).isEqualTo(2);
  }
}
