package io.euge.cli.count;

import java.nio.file.Path;
import java.util.Locale;

/** A format of the table of counts. */
enum CountFormat {
  /** CSV with a header, as defined by RFC 4180. */
  CSV,
  /** One JSON object per line. */
  JSON;

  /** Returns the format of the file name extension; CSV for an unknown one. */
  static CountFormat of(Path output) {
    return output.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? JSON : CSV;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
