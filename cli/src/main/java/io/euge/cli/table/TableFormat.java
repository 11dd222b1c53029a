package io.euge.cli.table;

import io.euge.EugeException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of the tables that commands write. All but Delta tables can be a single file. */
public enum TableFormat {
  PARQUET,
  /** One JSON object per line. */
  JSON,
  /** CSV with a header, as defined by RFC 4180. */
  CSV,
  /** A directory that Delta Lake manages. */
  DELTA;

  /** The subdirectory that identifies a directory as a Delta table. */
  public static final String DELTA_LOG = "_delta_log";

  /** Returns whether a table can be a single file. */
  public boolean mayBeOneFile() {
    return this != DELTA;
  }

  /** Returns whether values are written with their Spark types instead of as text. */
  public boolean isTyped() {
    return this == PARQUET || this == DELTA;
  }

  /** Returns the file name extension of this format. */
  public String ending() {
    return "." + this;
  }

  /**
   * Returns the error of a command that cannot read Delta tables. The files of a Delta table are
   * not its rows, because some may have been removed from the table.
   */
  public static EugeException deltaIsNotRead(Object table) {
    return new EugeException(
        "Cannot read %s: it is a Delta table; copy its rows to a Parquet table with Spark and give that"
            .formatted(table));
  }

  /** Returns the format of a file name extension, ignoring case. */
  public static Optional<TableFormat> ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> format.mayBeOneFile() && lower.endsWith(format.ending()))
        .findFirst();
  }

  /** Returns the value of the option {@code --format}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
