package io.euge.cli.table;

import io.euge.EugeException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A format of the tables that commands write. All but Delta tables may be one file. */
public enum TableFormat {
  PARQUET,
  /** One object a line. */
  JSON,
  /** As RFC 4180 defines it, with a header. */
  CSV,
  /** A directory that Delta Lake manages. */
  DELTA;

  /** The folder by which a directory is known as a Delta table. */
  public static final String DELTA_LOG = "_delta_log";

  /** Returns whether a table may be one file. */
  public boolean mayBeOneFile() {
    return this != DELTA;
  }

  /** Returns whether rows are written with the types of Spark, not as text. */
  public boolean isTyped() {
    return this == PARQUET || this == DELTA;
  }

  /** Returns what the name of a file of this format ends with. */
  public String ending() {
    return "." + this;
  }

  /**
   * Returns the error of a table that a command cannot read: the files of a Delta table are not its
   * rows, since some may have been removed from it.
   */
  public static EugeException deltaIsNotRead(Object table) {
    return new EugeException(
        "Cannot read %s: it is a Delta table; copy its rows to a Parquet table with Spark and give that"
            .formatted(table));
  }

  /** Returns the format that the ending of a file's name stands for, in any case. */
  public static Optional<TableFormat> ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> format.mayBeOneFile() && lower.endsWith(format.ending()))
        .findFirst();
  }

  /** Returns the name as the option {@code --format} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
