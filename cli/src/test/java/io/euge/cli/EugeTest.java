package io.euge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line before any work is done. */
class EugeTest {
  @Test
  void helpShowsTheCommandsAndTheExitCodes() {
    CommandRun run = CommandRun.of("--help");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "Usage: euge",
            "detect",
            "models",
            "Exit codes:",
            "0     done",
            "1     failed",
            "2     ")
        .contains("130   stopped by Ctrl-C (SIGINT)", "143   stopped by SIGTERM");
  }

  @Test
  void helpOfDetectShowsEveryOptionWithItsDefault() {
    CommandRun run = CommandRun.of("detect", "--help");
    assertThat(run.exit()).isZero();
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("--model=NAME|FILE", "default: 0.25", "default: 0.45", "default: local[*]")
        .contains("--classes", "--sharing", "--device", "--format", "--overwrite", "--conf")
        .doesNotContain("${");
  }

  @Test
  void theVersionIsThatOfTheProgram() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("euge 0.1.0");
    assertThat(CommandRun.of("detect", "--version")).isEqualTo(run);
    assertThat(CommandRun.of("models", "inspect", "-V")).isEqualTo(run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|Missing command",
        "models|Missing command: give list, pull, import, inspect or try",
        "gpus|Missing command: give list or discover",
        "gpus discover --slots two|two",
        "mps|Missing command: give start, status or stop",
        "mps start --gpu|--gpu",
        "detct a.mp4|Unknown command 'detct'; did you mean 'detect'? (use euge --help",
        "DETECT a.mp4 --model m.cfg|Unknown command 'DETECT'; did you mean 'detect'?",
        "a.mp4 --model m.cfg|Unknown command 'a.mp4'; give one of detect, track, lines, count, render, evaluate,",
        "models LIST|Unknown command 'LIST'; did you mean 'list'? (use euge models --help",
        "models ls|Unknown command 'ls'; give one of list, pull, import, inspect",
        "models list all|Unexpected argument: 'all'",
        "--modle m.cfg detect a.mp4|Unknown option: '--modle'",
        "detect a.mp4 --modle m.cfg --fsp=2|Unknown options: '--modle' (did you mean --model?), '--fsp' (did you mean --fps?)",
        "plan -- detect a.mp4 --modle m.cfg|Unknown option: '--modle'; did you mean --model?",
        "detect --model m.cfg|INPUT",
        "models pull|NAME",
        "detect a.mp4 --model m.cfg --confidense 0.5|did you mean --confidence?",
        "detect a.mp4 --model m.cfg --format xml|xml",
        "detect a.mp4 --model m.cfg --conf nothing|KEY=VALUE",
        "models import a.cfg --seeded-weights x|--seeded-weights",
      })
  void whatIsNotUnderstoodIsOneLineAndExitCode2(String line, String message) {
    CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).startsWith("euge: ").contains(message).contains("--help");
  }

  @Test
  void errorsOfOptionsAndSettingsAreReportedTogether() {
    CommandRun run =
        CommandRun.of(
            ("detect a.mp4 --model demo --fps -3 --batch none --output a.csv --format json"
                    + " --conf spark.euge.nonsense=1 --conf spark.euge.mps=maybe"
                    + " --conf spark.euge.iou=7 --conf spark.executor.memory=much")
                .split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err())
        .contains("--fps is '-3'", "--batch is 'none'", "--output a.csv is one csv file")
        .contains("no setting 'spark.euge.nonsense'", "spark.euge.mps is 'maybe'")
        .contains("spark.euge.iou is '7'", "spark.executor.memory");
  }

  @Test
  void withoutTheLibraryOfDeltaTheCommandSaysHowToAddIt() {
    CommandRun run = CommandRun.of("detect", "a.mp4", "--model", "demo", "--format", "delta");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err())
        .startsWith("euge: Cannot write a Delta table")
        .contains("io.delta:delta-spark_4.2_2.13:4.4.0", "EUGE_CLASSPATH", "--packages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"detect", "detect a.mp4", "detect a.mp4 --model"})
  void aMissingModelIsReportedWithTheAvailableOnes(String line) {
    CommandRun run = CommandRun.of(line.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).hasSizeBetween(4, 20);
    assertThat(run.errors().get(0)).startsWith("euge: ").contains("--model", "--help");
    assertThat(run.err())
        .containsPattern("\nMODEL +SIZE +HERE +FOR\n")
        .containsPattern("\ndemo +\\d\\.\\d MB +yes +Euge's own ")
        .containsPattern("\nyolo-fastest-1.1-xl +3.7 MB +(yes|no) +\\S")
        .contains("euge models pull NAME", ".onnx", ".cfg")
        .doesNotContain("Exception");
  }
}
