package io.euge.cli.evaluate;

import java.util.Locale;

/** The output formats of results. */
enum ReportFormat {
  /** A text table. */
  TEXT,
  /** One line of JSON. */
  JSON,
  /** CSV with a header. */
  CSV;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
