package io.euge.bench.report;

import java.util.Locale;

/** Writes text line by line. */
public final class TextLines {
  private TextLines() {}

  /** Appends a formatted line, the same in every locale. */
  public static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
