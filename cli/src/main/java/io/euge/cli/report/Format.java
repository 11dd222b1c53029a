package io.euge.cli.report;

import io.euge.ByteSize;
import java.util.Locale;

/** Formats numbers with their units for reports; NaN becomes a dash. */
public final class Format {
  private static final String UNKNOWN = "–";
  private static final String NO_BREAK_SPACE = "\u00a0";

  private Format() {}

  /** Formats a fraction in [0, 1] as a percentage. */
  public static String percent(double part) {
    return Double.isFinite(part) ? format("%.1f%s%%", 100 * part, NO_BREAK_SPACE) : UNKNOWN;
  }

  /** Formats a duration; from two minutes on in minutes and seconds. */
  public static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return UNKNOWN;
    }
    if (seconds >= 120) {
      long whole = Math.round(seconds);
      return format("%d%smin %d%ss", whole / 60, NO_BREAK_SPACE, whole % 60, NO_BREAK_SPACE);
    }
    return format(seconds < 10 ? "%.2f%ss" : "%.1f%ss", seconds, NO_BREAK_SPACE);
  }

  /** Formats bytes with decimal prefixes; 0 means unknown. */
  public static String bytes(long bytes) {
    return bytes == 0 ? "not known" : ByteSize.decimal(bytes).replace(" ", NO_BREAK_SPACE);
  }

  /** Formats an integer with commas. */
  public static String count(long count) {
    return format("%,d", count);
  }

  /** Formats a number with one decimal. */
  public static String decimal(double value) {
    return Double.isFinite(value) ? format("%.1f", value) : UNKNOWN;
  }

  /** Formats a number with its noun, in the plural unless it is 1. */
  public static String plural(long count, String noun) {
    return count(count) + NO_BREAK_SPACE + noun + (count == 1 ? "" : "s");
  }

  /** Formats with ASCII digits, independent of the machine's locale. */
  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
