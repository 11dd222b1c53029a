package io.euge.cli.evaluate;

import java.util.Locale;

/** How figures are printed. */
enum ReportFormat {
  /** A table for people. */
  TEXT,
  /** One line of JSON. */
  JSON,
  /** A header and a line for each row. */
  CSV;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
