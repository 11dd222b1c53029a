package io.euge.cli.table;

import io.euge.EugeException;
import io.euge.file.IoReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Reads tables that {@code euge detect --output} has written, without starting Spark. */
public final class DetectionTable {
  private static final String COMMAND = "euge detect";

  private final Path table;

  /** Creates a reader of a directory, or of one of its files. */
  public DetectionTable(Path table) {
    this.table = table;
  }

  /**
   * Passes all rows to {@code rows}, in no particular order.
   *
   * @throws EugeException if it is not such a table
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
            "Cannot read %s: %s; give another table".formatted(file, IoReason.of(e)), e);
      }
    }
  }

  /**
   * Returns whether frames without detections are missing, as in CSV.
   *
   * @throws EugeException if it is not such a table
   */
  public boolean lacksEmptyFrames() {
    return files().stream().anyMatch(file -> format(file) == TableFormat.CSV);
  }

  /** Returns all rows, sorted by the name of the video and by frame. */
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
