package io.euge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.Euge;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"--tasks, 0", "--tasks, 7", "--seconds, 0.5", "--seconds, 61", "--seconds, NaN"})
  void whatADemoCannotDoIsRefusedBeforeAnythingIsMade(String option, String value) {
    Path output = folder.resolve("demo");
    assertThat(Euge.run("demo", "--output", output.toString(), option, value)).isEqualTo(2);
    assertThat(output).doesNotExist();
  }
}
