package io.euge.process;

import io.euge.EugeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Thrown when a {@link ChildJvm} ends without an answer, or sends none in time. */
public final class ChildJvmException extends EugeException {
  private static final long serialVersionUID = 2L;

  /** Exit codes above it stand for signals. */
  private static final int SIGNAL = 128;

  private static final int KILLED = SIGNAL + 9;

  /** Sent by other processes, or by the system when memory is short. */
  private static final Set<Integer> SENT_BY_OTHERS = Set.of(KILLED, SIGNAL + 15);

  /** Negative after a timeout. */
  private final int exitCode;

  private final String log;

  private ChildJvmException(int exitCode, String log, String message) {
    super(message);
    this.exitCode = exitCode;
    this.log = log;
  }

  static ChildJvmException ended(String purpose, int exitCode, String log) {
    String message =
        exitCode == KILLED
            ? "Cannot %s: its process was killed from outside; if nobody did so by hand, memory ran out: end other programs and try again"
                .formatted(purpose)
            : "Cannot %s: its process ended with exit code %d (%s)"
                .formatted(purpose, exitCode, lastLine(log));
    return new ChildJvmException(exitCode, log, message);
  }

  static ChildJvmException timeout(String purpose, Duration timeout) {
    return new ChildJvmException(
        -1,
        "",
        "Cannot %s: its process gave no answer in %d s".formatted(purpose, timeout.toSeconds()));
  }

  private static String lastLine(String log) {
    List<String> lines = log.lines().toList();
    return lines.stream()
        .filter(line -> line.startsWith("Exception in thread") || line.contains("Caused by"))
        .reduce((first, second) -> second)
        .orElse(lines.isEmpty() ? "without a log" : lines.get(lines.size() - 1));
  }

  /** Returns the exit code; empty after a timeout. */
  public OptionalInt exitCode() {
    return exitCode < 0 ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }

  /** Returns the signal by which the process crashed and where; empty if it did not crash. */
  public Optional<String> crash() {
    return exitCode <= SIGNAL || SENT_BY_OTHERS.contains(exitCode)
        ? Optional.empty()
        : Optional.of(CrashReport.summary(exitCode - SIGNAL, log));
  }
}
