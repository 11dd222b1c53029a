package io.euge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.cli.Euge;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputPathsTest {
  @TempDir Path folder;

  @Test
  void aCheckLeavesNothingAndChangesNoFile() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    OutputPaths.checkFile("--json", folder.resolve("new.json"));
    OutputPaths.checkFile("--json", link);
    OutputPaths.checkFolder("--report", folder.resolve("new/report"));
    OutputPaths.checkFolder("--report", folder);
    assertThat(folder.toFile().list()).containsExactly("link");

    Path old = Files.writeString(folder.resolve("old.json"), "{}");
    OutputPaths.checkFile("--json", old);
    assertThat(old).hasContent("{}");
    OutputPaths.checkFile("--json", null);
    OutputPaths.checkFolder("--report", null);
  }

  @Test
  void aPipeIsNotOpened() {
    OutputPaths.checkFile("--json", Path.of("/dev/null"));
  }

  @Test
  void aFileNeedsAnExistingDirectory() {
    Path file = folder.resolve("missing/x.json");
    assertRefused(
        () -> OutputPaths.checkFile("--json", file),
        "--json is " + file + ", whose directory does not exist: create it, or give another file");
    assertRefused(
        () -> OutputPaths.checkFile("--json", folder),
        "--json is " + folder + ", a directory: give a file");
  }

  @Test
  void whereTheFileSystemAllowsNothingIsRefused() throws IOException {
    assertRefused(
        () -> OutputPaths.checkFile("--json", Path.of("/proc/x.json")),
        "--json is /proc/x.json, which cannot be written (no such file or directory): give another"
            + " file");
    assertRefused(
        () -> OutputPaths.checkFolder("--report", Path.of("/proc/x")),
        "--report is /proc/x, which cannot be written (no such file or directory): give another"
            + " directory");
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(
        () -> OutputPaths.checkFolder("--report", file),
        "--report is " + file + ", a file: give a directory");
    assertThatThrownBy(() -> OutputPaths.checkFolder("--report", file.resolve("below")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("which cannot be written");
    Files.createDirectories(folder.resolve("report/index.html"));
    assertThatThrownBy(() -> OutputPaths.checkFolder("--report", folder.resolve("report")))
        .isInstanceOf(OptionException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpu --device sim --points /nonexistent/p.jsonl",
        "gpu --device sim --json /nonexistent/x.json",
        "gpu --device sim --report /proc/x",
        "gpu --device sim --parameters /proc/x.properties",
        "cluster --device sim --model m --video v --points /nonexistent/p.jsonl",
        "cluster --device sim --model m --video v --report /proc/x",
        "sharing --report /proc/x",
        "decode --json /nonexistent/x.json",
        "checkpoint --model m --json /nonexistent/x.json",
        "tracking --json /nonexistent/x.json"
      })
  void commandsRefuseAnOutputBeforeTheyMeasure(String line) {
    StringWriter err = new StringWriter();
    String[] arguments = ("bench " + line).split(" ", -1);
    int code = Euge.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments);
    assertThat(code).isEqualTo(2);
    String option = arguments[arguments.length - 2];
    assertThat(err.toString())
        .contains(option + " is " + arguments[arguments.length - 1] + ", wh", ": ");
  }

  private static void assertRefused(Runnable check, String message) {
    assertThatThrownBy(check::run).isInstanceOf(OptionException.class).hasMessage(message);
  }
}
