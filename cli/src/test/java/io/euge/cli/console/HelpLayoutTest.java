package io.euge.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpLayoutTest {
  @Test
  void optionsOfDetectAreInSections() {
    List<String> headings =
        help("detect").lines().filter(line -> line.matches("[A-Z][a-z]+:")).toList();
    assertThat(headings)
        .containsExactly(
            "Input:",
            "Sampling:",
            "Model:",
            "Output:",
            "Tuning:",
            "Cluster:",
            "General:",
            "Example:");
  }

  @Test
  void theSynopsisShowsTheRequiredArguments() {
    assertThat(help("detect"))
        .startsWith("Usage: euge detect INPUT... --model=NAME|FILE [OPTIONS]\n");
    assertThat(help("evaluate"))
        .startsWith("Usage: euge evaluate DETECTIONS|TRACKS --truth=PATH... [OPTIONS]\n");
    assertThat(help("models")).startsWith("Usage: euge models [OPTIONS] COMMAND\n");
    assertThat(help("models import")).startsWith("Usage: euge models import FILE [OPTIONS]\n");
  }

  @Test
  void valuesHaveNames() {
    assertThat(help("detect"))
        .contains(
            "--fps=N ", "--classes=NAME,... ", "--on-error=fail|skip|record", "--confidence=C ")
        .doesNotContainPattern("--[a-z-]+=VALUE");
  }

  @Test
  void theCommonestOptionIsFirst() {
    String help = help("detect");
    assertThat(help.indexOf("INPUT...  ")).isLessThan(help.indexOf("--on-error"));
    assertThat(help.indexOf("--model=NAME|FILE  ")).isLessThan(help.indexOf("--iou"));
    assertThat(help.indexOf("--fps")).isLessThan(help.indexOf("--keyframes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "detect",
        "evaluate",
        "plan",
        "doctor",
        "models list",
        "models pull",
        "models import",
        "models inspect",
        "gpus list",
        "gpus discover",
        "mps start",
        "mps status",
        "mps stop"
      })
  void everyCommandHasAnExampleInEightyColumns(String command) {
    String help = help(command);
    assertThat(help).contains("\nExample:\n  euge " + command);
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
  }

  private static String help(String command) {
    CommandRun run = CommandRun.of((command + " --help").split(" "));
    assertThat(run.exit()).isZero();
    return run.out();
  }
}
