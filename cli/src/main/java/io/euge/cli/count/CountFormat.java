package io.euge.cli.count;

import java.nio.file.Path;
import java.util.Locale;

/** A format of the table of counts. */
enum CountFormat {
  /** A header and a line for each row, as RFC 4180 defines it. */
  CSV,
  /** One line of JSON for each row. */
  JSON;

  /** Returns the format that the ending of a file's name stands for; else CSV. */
  static CountFormat of(Path output) {
    return output.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? JSON : CSV;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
