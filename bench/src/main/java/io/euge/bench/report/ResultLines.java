package io.euge.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The results of the points of an experiment, also in a file, one line of JSON per result, from
 * which an interrupted experiment resumes.
 *
 * @param <R> a record
 */
public final class ResultLines<R> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<R> results = new ArrayList<>();

  /**
   * Opens the file.
   *
   * @param file null to keep no file
   * @param wanted returns whether a result of an earlier run counts
   */
  public ResultLines(Path file, Class<R> type, Predicate<R> wanted) throws IOException {
    this.file = file;
    if (file != null && Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        R result = JSON.readValue(line, type);
        if (wanted.test(result)) {
          results.add(result);
        }
      }
    }
  }

  /** Returns the results, those of an earlier run first. */
  public List<R> results() {
    return List.copyOf(results);
  }

  /** Adds a result and appends it to the file. */
  public void add(R result) throws IOException {
    results.add(result);
    if (file != null) {
      Files.writeString(
          file,
          JSON.writeValueAsString(result) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
