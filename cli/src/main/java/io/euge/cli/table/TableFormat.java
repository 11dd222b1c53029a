package io.euge.cli.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A format of the tables that commands write. */
public enum TableFormat {
  PARQUET,
  /** One object a line. */
  JSON,
  /** As RFC 4180 defines it, with a header. */
  CSV;

  /** Returns what the name of a file of this format ends with. */
  public String ending() {
    return "." + this;
  }

  /** Returns the format that the ending of a file's name stands for, in any case. */
  public static Optional<TableFormat> ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> lower.endsWith(format.ending())).findFirst();
  }

  /** Returns the name as the option {@code --format} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
