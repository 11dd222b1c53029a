package io.euge.spark.recording;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts a pattern such as {@code yyyy-MM-dd'T'HH.mm.ss} to a regular expression. The letters are
 * those of Spark's datetime patterns. Text stands in quotes; what is no letter, and a T, stands for
 * itself.
 */
final class TimeLetters {
  private static final Pattern TOKEN = Pattern.compile("'([^']*)'|([a-zA-Z])\\2*|[^a-zA-Z']");

  private TimeLetters() {}

  /**
   * @throws IllegalArgumentException for letters that stand for nothing
   */
  static String toRegex(String letters) {
    StringBuilder regex = new StringBuilder();
    Matcher token = TOKEN.matcher(letters);
    int end = 0;
    boolean field = false;
    while (token.find()) {
      if (token.start() != end) {
        throw new IllegalArgumentException(letters);
      }
      field = token.group(2) != null && !token.group().equals("T");
      // No digits before or after: cam120260131 has no year.
      regex.append(field && end == 0 ? "(?<![0-9])" : "").append(regex(token));
      end = token.end();
    }
    if (end != letters.length()) {
      throw new IllegalArgumentException(letters);
    }
    return regex.append(field ? "(?![0-9])" : "").toString();
  }

  private static String regex(Matcher token) {
    String text = token.group();
    if (token.group(1) != null) {
      return Pattern.quote(token.group(1));
    }
    return switch (text) {
      case "yyyy" -> "(?<year>[0-9]{4})";
      case "MM" -> "(?<month>[0-9]{2})";
      case "dd" -> "(?<day>[0-9]{2})";
      case "HH" -> "(?<hour>[0-9]{2})";
      case "mm" -> "(?<minute>[0-9]{2})";
      case "ss" -> "(?<second>[0-9]{2})";
      case "X", "XX", "XXX" -> "(?<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)";
      default -> {
        if (text.matches("S{1,9}")) {
          yield "(?<fraction>[0-9]{" + text.length() + "})";
        }
        if (token.group(2) != null && !text.equals("T")) {
          throw new IllegalArgumentException(text);
        }
        yield Pattern.quote(text);
      }
    };
  }
}
