package io.euge.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ConfigGroup;
import io.euge.spark.conf.ReaderOptions;
import org.junit.jupiter.api.Test;

class DetectionArgumentsTest {
  @Test
  void theHelpHasEveryOptionWithItsFormAndDefault() {
    String help = CommandRun.of("detect", "--help").out().replaceAll("\\s", "");
    for (ConfigEntry<?> option : ReaderOptions.ofDetections()) {
      if (option.group() == ConfigGroup.STREAMS) {
        continue; // The command gives them itself.
      }
      if (option.equals(ReaderOptions.ERRORS)) {
        assertThat(help).doesNotContain("--errors");
        continue;
      }
      String unset =
          option.equals(ReaderOptions.ON_ERROR) ? "record" : option.defaultText().orElse("");
      String text = option.documentation() + ": " + option.form();
      text += unset.isEmpty() ? "." : " (default: " + unset + ").";
      assertThat(help).contains("--" + option.name(), text.replaceAll("\\s", ""));
    }
  }
}
