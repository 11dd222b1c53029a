package io.euge.bench.report;

import io.euge.OptionException;
import io.euge.bench.measurement.Counts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The options of an experiment that measures points until its time is over, and that resumes. */
public final class PointOptions {
  static final String FILE = "--points";

  @Option(
      names = "--minutes",
      defaultValue = "60",
      paramLabel = "M",
      description = "Begins no point after this time (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = FILE,
      paramLabel = "FILE",
      description =
          "Append each point to this file as a line of JSON when it is measured, and skip those"
              + " that are in it.")
  private Path file;

  /**
   * Returns the {@link System#nanoTime} after which an experiment that starts now begins no point.
   *
   * @throws OptionException if {@code --minutes} is not above 0, or too large
   */
  public long end() {
    Counts.checkDecimal("--minutes", minutes, "minutes");
    return System.nanoTime() + Duration.ofMillis((long) (minutes * 60_000)).toNanos();
  }

  /**
   * Checks the file before anything is measured.
   *
   * @throws OptionException if it cannot be written
   */
  public void check() {
    OutputPaths.checkFile(FILE, file);
  }

  /**
   * Opens the results, also those of earlier runs.
   *
   * @param same returns whether a result of an earlier run is of this experiment
   * @param measured returns whether its point need not be measured again
   * @param notices says which lines of the file are not used
   * @throws OptionException if a line of the file is no result
   */
  public <R extends Record> ResultLines<R> results(
      Class<R> type, Predicate<R> same, Predicate<R> measured, PrintWriter notices)
      throws IOException {
    return ResultLines.open(file, type, same, measured, notices);
  }
}
