package io.euge.demo.page;

import java.util.Locale;

/** Values as a reader wants them, with their units. */
final class Words {
  private static final String NONE = "–";
  private static final String GAP = "\u00a0";

  private Words() {}

  /** Escapes what comes from outside, for text and for attributes in double quotes. */
  static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String percent(double part) {
    return Double.isFinite(part) ? format("%.1f%s%%", 100 * part, GAP) : NONE;
  }

  static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds >= 120) {
      long whole = Math.round(seconds);
      return format("%d%smin %d%ss", whole / 60, GAP, whole % 60, GAP);
    }
    return format(seconds < 10 ? "%.2f%ss" : "%.1f%ss", seconds, GAP);
  }

  /** Bytes in steps of a thousand; 0 is not known. */
  static String bytes(long bytes) {
    if (bytes == 0) {
      return "not known";
    }
    if (Math.abs(bytes) >= 10_000_000_000L) {
      return format("%.0f%sGB", bytes / 1e9, GAP);
    }
    if (Math.abs(bytes) >= 10_000_000) {
      return format("%,.0f%sMB", bytes / 1e6, GAP);
    }
    return format("%.1f%sMB", bytes / 1e6, GAP);
  }

  static String count(long count) {
    return format("%,d", count);
  }

  static String one(double value) {
    return Double.isFinite(value) ? format("%.1f", value) : NONE;
  }

  /** A number with its noun, which takes an s. */
  static String many(long count, String noun) {
    return count(count) + GAP + noun + (count == 1 ? "" : "s");
  }

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
