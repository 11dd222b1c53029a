package io.euge.bench.script;

import io.euge.EugeException;
import io.euge.bench.script.PythonScript.Comparison;
import io.euge.bench.script.TimedProgram.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Breaks every tenth video of a set, in four ways, and finds out how contestants take it.
 *
 * @param broken files that were broken
 * @param healthy the others
 */
record BrokenFiles(List<Path> broken, List<Path> healthy) {
  /**
   * How a contestant took the broken files.
   *
   * @param ending "without an error", or the error
   * @param agreement fraction of the confident boxes of the healthy files that it and the reference
   *     have in common
   * @param videos number of healthy files with confident boxes of the reference
   * @param found number of these files that it has boxes of
   * @param named number of the broken files that its output or its table of errors names
   */
  record Survival(
      String contestant,
      String title,
      String engine,
      String ending,
      double agreement,
      long videos,
      long found,
      long named) {}

  /** Breaks every tenth file: empty, a text, the first half, and zeros in the middle. */
  static BrokenFiles of(ClipSet clips) throws IOException {
    List<Path> broken = new ArrayList<>();
    List<Path> healthy = new ArrayList<>(clips.files());
    for (int i = 1; i < clips.files().size(); i += 10) {
      Path file = clips.files().get(i);
      Files.write(file, damaged(Files.readAllBytes(file), broken.size() % 4));
      broken.add(file);
    }
    healthy.removeAll(broken);
    return new BrokenFiles(broken, healthy);
  }

  private static byte[] damaged(byte[] bytes, int way) {
    return switch (way) {
      case 0 -> new byte[0];
      case 1 -> "This is no video.\n".repeat(100).getBytes(StandardCharsets.UTF_8);
      case 2 -> Arrays.copyOf(bytes, bytes.length / 2);
      default -> {
        Arrays.fill(bytes, bytes.length * 2 / 5, bytes.length * 3 / 5, (byte) 0);
        yield bytes;
      }
    };
  }

  /**
   * Runs a contestant on all files.
   *
   * @param contestant its {@code videos} are the healthy files
   * @param reference output of the reference on the healthy files
   */
  Survival survival(Entrant entrant, Contestant contestant, Path reference, MeasuredProgram program)
      throws IOException {
    String ending = "without an error";
    try {
      Times times = program.time(contestant);
      ending += " after %.0f s".formatted(times.wallSeconds());
    } catch (EugeException e) {
      ending = e.getMessage();
    }
    Comparison compared;
    try {
      compared = program.script().compare(reference, contestant.output(), healthy);
    } catch (EugeException e) {
      // There is no output, or none that can be read.
      long videos = program.script().compare(reference, reference, healthy).videos();
      compared = new Comparison(0, videos, 0, 0, 0);
    }
    String said = program.text() + errors(contestant.output());
    long named =
        broken.stream().filter(file -> said.contains(file.getFileName().toString())).count();
    return new Survival(
        entrant.peer().id(),
        entrant.peer().title(),
        entrant.engine().title(),
        ending,
        compared.agreement(),
        compared.videos(),
        compared.found(),
        named);
  }

  private static String errors(Path output) throws IOException {
    Path table = output.resolve("_errors");
    if (!Files.isDirectory(table)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(table)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".csv")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
