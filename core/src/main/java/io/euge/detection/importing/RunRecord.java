package io.euge.detection.importing;

import io.euge.file.AtomicFile;
import io.euge.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Lines that say what test runs of a graph showed. They are kept, so that a graph is run once and
 * not in each job.
 *
 * @param place of the file
 */
record RunRecord(Path place) {
  /** Changes when test runs would show something else. */
  private static final String VERSION = "euge test run 4";

  /** Returns the record of what runs with these inputs showed. */
  static RunRecord of(Path folder, List<String> inputs) {
    return new RunRecord(
        folder.resolve(Sha256.of(List.of(VERSION, String.join("\n", inputs))) + ".txt"));
  }

  /** Reads so many lines; empty if they were not written, or cannot be read. */
  Optional<List<String>> read(int count) {
    try {
      return Optional.of(Files.readAllLines(place)).filter(lines -> lines.size() == count);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps lines, where that can be written: else the graph is run again next time. */
  void write(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.replace('\n', ' ')).append('\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(place.getParent());
      AtomicFile.write(
          place.getParent(), hash -> place.getFileName().toString(), out -> out.write(bytes));
    } catch (IOException e) {
      // The import itself fails with a reason if the directory cannot be written.
    }
  }
}
