package io.euge.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionNamesTest {
  private static final Set<String> OPTIONS = Set.of("--fps", "--every", "-h");

  @Test
  void theOptionsOfTheCommandGetTheirHyphens() {
    assertThat(
            OptionNames.withHyphens(
                "fps is '-3': give a number; every is 'x': give $1; --fps is '0'", OPTIONS))
        .isEqualTo("--fps is '-3': give a number; --every is 'x': give $1; --fps is '0'");
  }

  @Test
  void settingsAndOtherWordsStay() {
    String message = "spark.euge.fps is 'x': give a number; nms is 'y'; no fps is here, fps is 'z'";
    assertThat(OptionNames.withHyphens(message, OPTIONS)).isEqualTo(message);
  }
}
