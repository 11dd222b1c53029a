package io.euge.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLinesTest {
  private static final Result ONE = new Result("köln", 1.5, true);
  private static final Result TWO = new Result("köln", Double.NaN, true);

  @TempDir Path folder;
  private final StringWriter notices = new StringWriter();
  private Path file;

  /** A result of an experiment in a city. */
  record Result(String city, double value, boolean measured) {
    Result {
      Objects.requireNonNull(city);
    }
  }

  @BeforeEach
  void nameFile() {
    file = folder.resolve("points.jsonl");
  }

  @Test
  void resultsAreReadAgain() throws IOException {
    ResultLines<Result> lines = open();
    lines.add(ONE);
    lines.add(TWO);

    assertThat(lines.results()).containsExactly(ONE, TWO);
    assertThat(open().results()).containsExactly(ONE, TWO);
    assertThat(notices.toString()).isEmpty();
  }

  @Test
  void aLastLineCutAnywhereIsDroppedAndReplaced() throws IOException {
    open().add(ONE);
    byte[] line = Files.readAllBytes(file);
    byte[] two = (new String(line, UTF_8) + new String(line, UTF_8)).getBytes(UTF_8);
    for (int length = line.length + 1; length < two.length - 1; length++) {
      Files.write(file, Arrays.copyOf(two, length));
      notices.getBuffer().setLength(0);

      ResultLines<Result> lines = open();

      assertThat(lines.results()).as("cut at %d", length).containsExactly(ONE);
      assertThat(notices.toString()).contains("last line of", "points.jsonl is incomplete");
      assertThat(file).as("nothing is written before a result").hasSize(length);
      lines.add(TWO);
      lines.add(ONE);
      assertThat(open().results()).containsExactly(ONE, TWO, ONE);
    }
  }

  @Test
  void aResultIsAppendedOnALineOfItsOwn() throws IOException {
    open().add(ONE);
    Files.writeString(file, Files.readString(file).strip());

    ResultLines<Result> lines = open();
    lines.add(TWO);

    assertThat(notices.toString()).isEmpty();
    assertThat(open().results()).containsExactly(ONE, TWO);
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain text",
        "plain text\n",
        "{\n",
        "\n",
        "null\n",
        "[1]\n",
        "{\"city\":\"a\"\n",
        "{\"value\":1}\n",
        "{\"value\":1",
        "{\"city\":null,\"value\":1}\n",
        "{\"city\":\"a\",\"value\":1,\"other\":2}\n",
        "{\"city\":\"a\",\"value\":1} {}\n",
        "\u0000\u0001\n"
      })
  void aLineThatIsNoResultIsRefusedAndTheFileIsKept(String text) throws IOException {
    open().add(ONE);
    String written = Files.readString(file) + text;
    Files.writeString(file, written);

    assertThatThrownBy(this::open)
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "--points is %s, whose line 2 is no result of this command: give another file", file);
    assertThat(file).hasContent(written);
  }

  @Test
  void resultsOfAnotherExperimentAreCountedAndNotUsed() throws IOException {
    ResultLines<Result> lines = open();
    lines.add(new Result("bonn", 1, true));
    lines.add(ONE);
    lines.add(new Result("köln", 1, false));
    lines.add(new Result("bonn", 1, false));

    assertThat(open().results()).containsExactly(ONE);
    assertThat(notices.toString().lines())
        .containsExactly(
            "euge: 2 of the 4 results in "
                + file
                + " are not used, because they are of another experiment");
  }

  @Test
  void noFileIsNeeded() throws IOException {
    file = null;
    ResultLines<Result> lines = open();
    lines.add(ONE);
    assertThat(lines.results()).containsExactly(ONE);
  }

  private ResultLines<Result> open() throws IOException {
    return ResultLines.open(
        file,
        Result.class,
        result -> result.city().equals("köln"),
        Result::measured,
        new PrintWriter(notices, true));
  }
}
