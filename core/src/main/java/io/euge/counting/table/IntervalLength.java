package io.euge.counting.table;

import io.euge.OptionException;
import io.euge.Printable;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The length of an interval as users write it. */
final class IntervalLength {
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6}) ?(s|min|h)");
  private static final Duration DAY = Duration.ofDays(1);

  private IntervalLength() {}

  /**
   * Reads a length from 1 second to 1 day.
   *
   * @param key what the user gave it for, for the message
   * @throws OptionException for anything else
   */
  static Duration parse(String key, String text) {
    Matcher length = LENGTH.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (length.matches()) {
      long number = Long.parseLong(length.group(1));
      Duration duration =
          switch (length.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
      if (!duration.isZero() && duration.compareTo(DAY) <= 0) {
        return duration;
      }
    }
    throw new OptionException(
        "%s is '%s': give a whole number of seconds, minutes or hours up to a day, as in 30s, 15min or 1h"
            .formatted(key, Printable.of(text)));
  }
}
