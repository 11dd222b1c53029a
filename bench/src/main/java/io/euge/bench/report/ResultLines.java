package io.euge.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.OptionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
 * @param <R> whose constructor throws if a required component is null
 */
public final class ResultLines<R extends Record> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final Class<R> type;
  private final List<R> results = new ArrayList<>();

  /** Bytes of an incomplete last line, which the next result replaces. */
  private int incomplete;

  /** Separates the next result from a last line without a line end. */
  private String separator = "";

  private ResultLines(Path file, Class<R> type) {
    this.file = file;
    this.type = type;
  }

  /**
   * Opens the file. An incomplete last line, which an interrupted experiment leaves, is dropped.
   *
   * @param file null to keep no file
   * @param same returns whether a result is of this experiment; others are not used
   * @param wanted returns whether a result of this experiment counts
   * @param notices says which lines are not used
   * @throws OptionException if a line is no result
   */
  static <R extends Record> ResultLines<R> open(
      Path file, Class<R> type, Predicate<R> same, Predicate<R> wanted, PrintWriter notices)
      throws IOException {
    ResultLines<R> lines = new ResultLines<>(file, type);
    if (file != null && Files.exists(file)) {
      List<R> all = lines.read(notices);
      List<R> ofExperiment = all.stream().filter(same).toList();
      int others = all.size() - ofExperiment.size();
      if (others > 0) {
        notices.printf(
            "euge: %d of the %d results in %s are not used, because they are of another"
                + " experiment%n",
            others, all.size(), file);
      }
      ofExperiment.stream().filter(wanted).forEach(lines.results::add);
    }
    notices.flush();
    return lines;
  }

  private List<R> read(PrintWriter notices) throws IOException {
    List<R> all = new ArrayList<>();
    boolean endsLine = endsLine();
    // One character is one byte, so that the length of a line is known.
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = in.readLine();
      for (int number = 1; line != null; number++) {
        String next = in.readLine();
        if (next == null && !endsLine && isIncomplete(line)) {
          incomplete = line.length();
          notices.printf(
              "euge: the last line of %s is incomplete and is dropped, so its point is measured"
                  + " again%n",
              file);
        } else {
          all.add(result(line, number));
          separator = next == null && !endsLine ? "\n" : "";
        }
        line = next;
      }
    }
    return all;
  }

  private boolean endsLine() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() == 0
          || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
    }
  }

  /** Returns whether a line is the beginning of a result. */
  private boolean isIncomplete(String line) {
    String beginning = "{\"" + type.getRecordComponents()[0].getName() + "\":";
    if (!line.startsWith(beginning)) {
      return beginning.startsWith(line);
    }
    try {
      parse(line);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private R result(String line, int number) throws IOException {
    try {
      R result = JSON.treeToValue(parse(line), type);
      if (result != null) {
        return result;
      }
    } catch (JsonProcessingException e) {
      throw unreadable(number);
    }
    throw unreadable(number);
  }

  private static JsonNode parse(String line) throws IOException {
    return JSON.readTree(line.getBytes(StandardCharsets.ISO_8859_1));
  }

  private OptionException unreadable(int number) {
    return new OptionException(
        "%s is %s, whose line %d is no result of this command: give another file"
            .formatted(PointOptions.FILE, file, number));
  }

  /** Returns the results, those of an earlier run first. */
  public List<R> results() {
    return List.copyOf(results);
  }

  /** Adds a result and appends it to the file. */
  public void add(R result) throws IOException {
    results.add(result);
    if (file != null) {
      dropIncomplete();
      Files.writeString(
          file,
          separator + JSON.writeValueAsString(result) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      separator = "";
    }
  }

  private void dropIncomplete() throws IOException {
    if (incomplete > 0) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - incomplete);
      }
      incomplete = 0;
    }
  }
}
