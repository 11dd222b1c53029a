package io.euge.bench.report;

import java.util.Locale;

/** Writes text line by line. */
public final class TextLines {
  private TextLines() {}

  /** Returns a number with this many decimals; "-" if it is NaN or infinite. */
  public static String number(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "-";
  }

  /** Appends a formatted line, the same in every locale. */
  public static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
