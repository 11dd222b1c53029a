package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SparkOptionsTest {
  @Test
  void sparkCompilesNoCodeForQueriesWhereTheLauncherSaysThatTheWorkIsShort() {
    String mode = "spark.sql.codegen.factoryMode";
    assertThat(settings("local[*]")).doesNotContainKey(mode);
    System.setProperty("euge.short", "true");
    try {
      assertThat(settings("local[*]"))
          .containsEntry(mode, "NO_CODEGEN")
          .containsEntry("spark.sql.codegen.wholeStage", "false");
      assertThat(settings("local[*]", "--conf", mode + "=FALLBACK"))
          .containsEntry(mode, "FALLBACK");
      assertThat(settings("spark://host:7077")).doesNotContainKey(mode);
    } finally {
      System.clearProperty("euge.short");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[0]", "local[0,2]", "local[1025]", "local[99999999999]"})
  void aNumberOfTasksThatCannotBeIsRefused(String master) {
    assertThatThrownBy(
            () -> CommandLine.populateCommand(new SparkOptions(), "--master", master).start("euge"))
        .isInstanceOf(OptionException.class)
        .hasMessage("--master is '" + master + "': give local[N] with N from 1 to 1024");
  }

  @Test
  void aLocalJobHasNoUiByDefault() {
    assertThat(settings("local[*]")).containsEntry("spark.ui.enabled", "false");
    assertThat(settings("local[*]", "--conf", "spark.ui.enabled=true"))
        .containsEntry("spark.ui.enabled", "true");
    assertThat(settings("spark://host:7077")).doesNotContainKey("spark.ui.enabled");
  }

  @ParameterizedTest
  @CsvSource({"local, 1", "local[3], 3", "'local[4,2]', 4"})
  void aLocalJobShufflesIntoAsManyPartitionsAsItHasTasks(String master, String partitions) {
    assertThat(settings(master)).containsEntry("spark.sql.shuffle.partitions", partitions);
    assertThat(settings(master, "--conf", "spark.sql.shuffle.partitions=7"))
        .containsEntry("spark.sql.shuffle.partitions", "7");
  }

  @Test
  void allProcessorsAreCountedAndAClusterKeepsSparksDefault() {
    assertThat(settings("local[*]"))
        .containsEntry(
            "spark.sql.shuffle.partitions",
            Integer.toString(Runtime.getRuntime().availableProcessors()));
    assertThat(settings("yarn")).doesNotContainKey("spark.sql.shuffle.partitions");
    assertThat(settings("local-cluster[2,1,1024]"))
        .doesNotContainKey("spark.sql.shuffle.partitions");
  }

  private static Map<String, String> settings(String master, String... options) {
    return CommandLine.populateCommand(new SparkOptions(), options).settings(master);
  }
}
