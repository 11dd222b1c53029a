package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.cli.table.TableFormat;
import io.euge.spark.sink.Partitioning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class OutputArgumentsTest {
  @Command
  static final class SomeCommand {
    @Mixin OutputArguments output;
  }

  @ParameterizedTest
  @CsvSource({
    "counts.csv, CSV",
    "COUNTS.Csv, CSV",
    "a.b.json, JSON",
    "/data/x.parquet, PARQUET",
    "s3a://bucket/x.PARQUET, PARQUET",
    "counts.errors.csv, CSV",
  })
  void theEndingOfAFileImpliesItsFormat(String name, TableFormat format) {
    assertThat(target("--output", name)).isEqualTo(new OutputTable(name, format, true, false));
    assertThat(target("--output", name, "--format", format.toString()).oneFile()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "counts",
        "csv",
        "counts.csv.d",
        "counts.txt",
        "counts.csv/",
        "x.csv/y",
        "x.delta"
      })
  void anyOtherNameIsADirectory(String name) {
    assertThat(target("--output", name))
        .isEqualTo(new OutputTable(name, TableFormat.PARQUET, false, false));
    assertThat(target("--output", name, "--format", "JSON").format()).isEqualTo(TableFormat.JSON);
    assertThat(target("--output", name, "--format", "delta").oneFile()).isFalse();
  }

  @Test
  void aFormatThatContradictsTheNameIsRefused() {
    assertThatThrownBy(() -> target("--output", "counts.csv", "--format", "parquet"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "--output counts.csv is one csv file, but --format is parquet:"
                + " leave out --format or give another --output");
  }

  @Test
  void oneFileHasNoFolders() {
    assertThat(target("--output", "found", "--partition-by", "day, camera").partitioning())
        .isEqualTo(Partitioning.parse("day,camera"));
    assertThatThrownBy(() -> target("--output", "x.csv", "--partition-by", "day"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("is one file, and --partition-by makes directories");
  }

  private static OutputTable target(String... args) {
    SomeCommand command = new SomeCommand();
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
    return command.output.target();
  }
}
