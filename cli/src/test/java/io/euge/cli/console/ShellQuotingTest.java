package io.euge.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellQuotingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "it's",
        "'",
        "$HOME",
        "`id`",
        "a\\b",
        "*",
        "~",
        "#x",
        "a\nb",
        "\"",
        "!1",
        "é",
        "s3a://bucket/x.mp4"
      })
  void aShellReadsBackTheWord(String word) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf %s " + ShellQuoting.of(word))
            .redirectErrorStream(true)
            .start();
    assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(word);
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void anOrdinaryWordIsNotQuoted() {
    assertThat(ShellQuoting.of("--conf=spark.euge.model.memory=1g"))
        .isEqualTo("--conf=spark.euge.model.memory=1g");
  }
}
