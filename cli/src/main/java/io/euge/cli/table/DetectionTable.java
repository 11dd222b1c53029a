package io.euge.cli.table;

import io.euge.EugeException;
import io.euge.file.BrokenLink;
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
      try {
        switch (format(file)) {
          case PARQUET -> ParquetRows.read(file, rows);
          case JSON -> JsonRows.read(file, rows);
          case CSV -> CsvRows.read(file, rows);
        }
      } catch (IOException e) {
        throw new EugeException(
            "Cannot read " + file + " (" + e.getMessage() + "): give another table", e);
      }
    }
  }

  /**
   * Whether frames without detections are missing, as CSV has no line for them.
   *
   * @throws EugeException if it is no such table
   */
  public boolean lacksEmptyFrames() {
    return files().stream().anyMatch(file -> format(file) == TableFormat.CSV);
  }

  /** All rows, by the names of the videos and by frame. */
  public List<DetectionRow> inOrder() {
    List<DetectionRow> rows = new ArrayList<>();
    read(rows::add);
    rows.sort(Comparator.comparing(DetectionRow::name).thenComparing(DetectionRow::frame));
    return rows;
  }

  /** Those that Spark would read: it passes over names with a dot or an underscore before them. */
  List<Path> files() {
    if (!Files.isDirectory(table)) {
      if (!Files.exists(table)) {
        throw new EugeException(
            "There is no file or folder %s%s: give the --output of euge detect"
                .formatted(
                    table, BrokenLink.explain(table).map(link -> " (" + link + ")").orElse("")));
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
    if (files.isEmpty() && !Files.exists(table.resolve("_SUCCESS"))) {
      throw new EugeException(
          "There is no table of detections in " + table + ": give the --output of euge detect");
    }
    return files;
  }

  static TableFormat format(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jsonl")
        ? TableFormat.JSON
        : TableFormat.ofName(name)
            .orElseThrow(
                () ->
                    new EugeException(
                        file
                            + " is neither Parquet nor JSON lines nor CSV: give the --output of euge detect"));
  }
}
