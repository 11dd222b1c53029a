package io.euge.cli.table;

import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what {@code euge detect --output} wrote, without starting Spark. */
public final class DetectionTable {
  private final Path table;

  /** A folder, or one of its files. */
  public DetectionTable(Path table) {
    this.table = table;
  }

  /**
   * Gives all rows, in no order.
   *
   * @throws EugeException if it is no such table
   */
  public void read(Consumer<DetectionRow> rows) {
    List<Path> files = files();
    for (Path file : files) {
      String name = file.getFileName().toString();
      try {
        if (name.endsWith(".parquet")) {
          ParquetRows.read(file, rows);
        } else if (name.endsWith(".json") || name.endsWith(".jsonl")) {
          JsonRows.read(file, rows);
        } else {
          throw unknown(file);
        }
      } catch (IOException e) {
        throw new EugeException(
            "Cannot read " + file + " (" + e.getMessage() + "): give another table", e);
      }
    }
  }

  /** All rows, by the names of the videos and by frame. */
  public List<DetectionRow> inOrder() {
    List<DetectionRow> rows = new ArrayList<>();
    read(rows::add);
    rows.sort(Comparator.comparing(DetectionRow::name).thenComparing(DetectionRow::frame));
    return rows;
  }

  /** Those that Spark would read: it passes over names with a dot or an underscore before them. */
  private List<Path> files() {
    if (!Files.isDirectory(table)) {
      if (!Files.exists(table)) {
        throw new EugeException(
            "There is no file or folder " + table + ": give the --output of euge detect");
      }
      return List.of(table);
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(table)) {
      entries
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("[._].*"))
          .sorted()
          .forEach(files::add);
    } catch (IOException e) {
      throw new EugeException("Cannot read " + table + ": " + e.getMessage() + "; give another", e);
    }
    if (files.isEmpty()) {
      throw new EugeException(
          "There is no table of detections in " + table + ": give the --output of euge detect");
    }
    return files;
  }

  private static EugeException unknown(Path file) {
    String why =
        file.toString().endsWith(".csv")
            ? " lacks the frames in which nothing was found: detect with --format parquet or json"
            : " is neither Parquet nor JSON lines: give the --output of euge detect";
    return new EugeException(file + why);
  }
}
