package io.euge.bench.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.bench.script.TimedProgram.Times;
import io.euge.file.FileTree;
import io.euge.file.ScratchFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Runs contestants with a limit of time, and measures the times and the memory of all their
 * processes. Deletes an earlier output of the contestant first, and its temporary files afterwards.
 *
 * @param limitSeconds after which a contestant is ended
 * @param log file for the output of the last contestant
 */
record MeasuredProgram(PythonScript script, int limitSeconds, Path log) implements Stopwatch {
  private static final int LONGEST = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The last line of a Python or Java trace that says what happened. */
  private static final Pattern ERROR =
      Pattern.compile("^(?:Caused by: )?[\\w.]*(?:Error|Exception): .*$", Pattern.MULTILINE);

  @Override
  public Times time(Contestant contestant) {
    try (ScratchFolder temporary = ScratchFolder.create(log.resolveSibling("tmp"))) {
      FileTree.delete(contestant.output());
      FileTree.delete(contestant.crops());
      Files.createDirectories(contestant.output().getParent());
      Files.createDirectories(contestant.crops());
      JsonNode measured =
          JSON.readTree(script.measure(limitSeconds, log, temporary.path(), contestant.command()));
      if (measured.get("code").isNull()) {
        throw new EugeException("above the limit of %d s".formatted(limitSeconds));
      }
      if (measured.get("code").asInt() != 0) {
        throw new EugeException(
            "ended with code %d: %s".formatted(measured.get("code").asInt(), reason(text())));
      }
      return new Times(
          measured.get("processor").asDouble(),
          measured.get("wall").asDouble(),
          measured.get("peak").asLong());
    } catch (IOException e) {
      throw new EugeException("Cannot measure " + contestant.title() + ": " + e.getMessage(), e);
    }
  }

  /** Returns what the last contestant printed. */
  String text() throws IOException {
    return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
  }

  /** Returns the start of the last error message in a program's output, else of its last line. */
  static String reason(String text) {
    String last =
        text.strip().lines().reduce("it printed nothing", (first, second) -> second).strip();
    String reason =
        ERROR
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .reduce((first, second) -> second)
            .orElse(last);
    return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
  }
}
