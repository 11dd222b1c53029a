package io.euge.bench.script;

import io.euge.EugeException;
import io.euge.process.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs programs and measures the CPU time of them and their children. */
final class TimedProgram {
  private static final Duration TIMEOUT = Duration.ofHours(2);

  /**
   * Bash's {@code times} prints its own times, then those of the children that it has waited for.
   */
  private static final String SCRIPT = "\"$@\" >/dev/null; code=$?; times; exit $code";

  private static final Pattern TIME = Pattern.compile("(\\d+)m(\\d+[.,]\\d+)s");

  private TimedProgram() {}

  /**
   * The times of a run.
   *
   * @param processorSeconds user and system time of all threads
   * @param wallSeconds elapsed time
   * @param peakBytes peak memory of all processes; 0 if it was not measured
   */
  record Times(double processorSeconds, double wallSeconds, long peakBytes) {}

  /**
   * Runs a command and waits for its end.
   *
   * @throws EugeException if it fails; the message contains its output
   */
  static Times run(List<String> command) {
    List<String> arguments = new ArrayList<>(List.of("-c", SCRIPT, "bash"));
    arguments.addAll(command);
    long start = System.nanoTime();
    Program.Result result = Program.named("bash").run(arguments, Map.of(), "", TIMEOUT);
    double wall = (System.nanoTime() - start) / 1e9;
    if (result.exitCode() != 0) {
      throw new EugeException(
          "%s ended with code %d: %s"
              .formatted(String.join(" ", command), result.exitCode(), lastLine(result.err())));
    }
    return new Times(ofChildren(result.out()), wall, 0);
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce("it printed nothing", (first, second) -> second);
  }

  /** Returns the total seconds of the children, from the output of bash's {@code times}. */
  static double ofChildren(String times) {
    List<String> lines = times.strip().lines().toList();
    Matcher time = TIME.matcher(lines.get(lines.size() - 1));
    double seconds = 0;
    while (time.find()) {
      seconds += 60 * Integer.parseInt(time.group(1));
      seconds += Double.parseDouble(time.group(2).replace(',', '.'));
    }
    return seconds;
  }
}
