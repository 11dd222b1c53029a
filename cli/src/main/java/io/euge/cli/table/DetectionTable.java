package io.euge.cli.table;

import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Reads what {@code euge detect --output} wrote, without starting Spark. */
public final class DetectionTable {
  private static final String COMMAND = "euge detect";

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
          case PARQUET, DELTA -> ParquetRows.read(file, rows);
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

  private List<Path> files() {
    return TableFiles.of(table, COMMAND, "detections");
  }

  private static TableFormat format(Path file) {
    return TableFiles.format(file, COMMAND);
  }
}
