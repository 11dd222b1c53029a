package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.ShortJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/**
 * Runs the examples of a document in order in one shell: blocks marked {@code sh} are run, and a
 * block directly after one is the expected output, in which {@code …} matches any text.
 */
final class TypedDocument {
  private static final Pattern SHELL =
      Pattern.compile("```sh\n(.*?)```\n(?:\n```\n(.*?)```\n)?", Pattern.DOTALL);

  /** Progress lines, which appear only on slow machines. */
  private static final Pattern PROGRESS =
      Pattern.compile(
          "^euge: [a-z ]+: [\\d,]+( of [\\d,]+ \\(\\d+ %\\))?, [\\d.,]+/s.*\n", Pattern.MULTILINE);

  private static final String NEXT = "-- the next block --";

  private final List<MatchResult> shown = new ArrayList<>();
  private final List<String> said;

  /**
   * Runs the examples.
   *
   * @param folder working directory of the shell, and for its output
   * @param environment added to this process's own
   * @param seconds maximum total time
   */
  TypedDocument(String text, Path folder, Map<String, String> environment, long seconds)
      throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    SHELL.matcher(text).results().forEach(shown::add);
    for (MatchResult block : shown) {
      script.append(block.group(1)).append("echo '").append(NEXT).append("'\n");
    }
    Path output = folder.resolve("typed.out");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().put("EUGE_JAVA_OPTIONS", ShortJvm.OPTIONS);
    shell.environment().putAll(environment);
    Process typing = shell.start();
    try {
      assertThat(typing.waitFor(seconds, TimeUnit.SECONDS))
          .as("all was typed in time; seen so far:\n%s", Files.readString(output))
          .isTrue();
    } finally {
      typing.descendants().forEach(ProcessHandle::destroyForcibly);
      typing.destroyForcibly();
    }
    String printed = PROGRESS.matcher(Files.readString(output)).replaceAll("");
    said = List.of(printed.split(NEXT + "\n", -1));
  }

  /** Checks that each block printed the expected output, or no error if none is given. */
  void printedWhatIsShown(int blocks) {
    assertThat(shown).hasSizeGreaterThanOrEqualTo(blocks);
    assertThat(said).hasSize(shown.size() + 1);
    SoftAssertions all = new SoftAssertions();
    for (int i = 0; i < shown.size(); i++) {
      String expected = shown.get(i).group(2);
      if (expected == null) {
        all.assertThat(said.get(i))
            .as(shown.get(i).group(1))
            .doesNotContain("euge: ", "Usage: ", "No such file", "command not found");
      } else {
        String anything =
            Arrays.stream(expected.strip().split("…", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        all.assertThat(said.get(i).strip())
            .as(shown.get(i).group(1))
            .matches(Pattern.compile(anything, Pattern.DOTALL));
      }
    }
    all.assertAll();
  }
}
