package io.euge.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The intervals of a time axis, all of equal length: of clock time, or of time in the video if
 * clock times are unknown.
 *
 * @param clock whether the intervals are of clock time
 * @param first start of the first interval in seconds of local time
 * @param length of an interval in seconds
 * @param count number of intervals, at most {@value #MOST}
 */
record TimeAxis(boolean clock, ZoneId zone, long offset, long first, long length, int count) {
  static final int MOST = 96;
  private static final int MOST_LABELS = 7;
  private static final long DAY = Duration.ofDays(1).toSeconds();

  /** Lengths of intervals that are familiar to readers, in seconds. */
  private static final long[] LENGTHS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 2 * 3600, 3 * 3600, 6 * 3600,
    12 * 3600, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY
  };

  /**
   * Chooses the shortest intervals whose number does not exceed the maximum.
   *
   * @param from in seconds of Unix time, or since a video's first frame
   * @param to the last time, not before {@code from}
   * @param least length of the table's own intervals in seconds, of which the chosen length is a
   *     multiple; 0 if it has none
   */
  static TimeAxis of(boolean clock, double from, double to, double least, ZoneId zone) {
    long offset =
        clock ? zone.getRules().getOffset(Instant.ofEpochSecond((long) from)).getTotalSeconds() : 0;
    long begin = (long) Math.floor(from) + offset;
    long end = (long) Math.floor(to) + offset;
    // Times have rounding errors.
    long unit = Math.max(1, (long) Math.ceil(least - 0.01));
    if (unit > 1 && intervals(begin, end, unit) <= MOST) {
      return axis(clock, zone, offset, begin, end, unit);
    }
    for (long length : LENGTHS) {
      if (length % unit == 0 && intervals(begin, end, length) <= MOST) {
        return axis(clock, zone, offset, begin, end, length);
      }
    }
    long shortest = Math.max(1, (end - begin) / (MOST - 2) + 1);
    return axis(clock, zone, offset, begin, end, (shortest + unit - 1) / unit * unit);
  }

  private static long intervals(long begin, long end, long length) {
    return Math.floorDiv(end, length) - Math.floorDiv(begin, length) + 1;
  }

  private static TimeAxis axis(
      boolean clock, ZoneId zone, long offset, long begin, long end, long length) {
    return new TimeAxis(
        clock,
        zone,
        offset,
        Math.floorDiv(begin, length) * length,
        length,
        (int) Math.min(MOST, intervals(begin, end, length)));
  }

  /** Returns the index of a row's interval, from 0; null if its time is unknown. */
  Column bin() {
    return functions
        .floor(
            functions
                .col(clock ? "at" : "seconds")
                .plus((double) offset - first)
                .divide((double) length))
        .cast("int");
  }

  /** Returns the length of an interval in words. */
  String lengthInWords() {
    return inWords(length);
  }

  private static String inWords(long seconds) {
    if (seconds % DAY == 0) {
      return Format.plural(seconds / DAY, "day");
    }
    if (seconds % 3600 == 0) {
      return Format.plural(seconds / 3600, "hour");
    }
    return seconds % 60 == 0
        ? Format.plural(seconds / 60, "minute")
        : Format.plural(seconds, "second");
  }

  /** Returns the start of an interval as text. */
  String begin(int bin) {
    return text(first + bin * length, true);
  }

  /** Returns the labels of the axis from start to end. */
  List<String> labels() {
    int step = 1;
    while (count / step >= MOST_LABELS || count % step > 0) {
      step++;
    }
    List<String> labels = new ArrayList<>();
    int each = step;
    LongStream.rangeClosed(0, count / each)
        .forEach(i -> labels.add(text(first + i * each * length, false)));
    return labels;
  }

  /** Formats a clock time. */
  static String clockTime(double at, ZoneId zone) {
    return DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ROOT)
        .format(Instant.ofEpochSecond((long) at).atZone(zone));
  }

  /** Formats a time in a video as hours, minutes and seconds. */
  static String videoTime(double seconds) {
    long whole = (long) seconds;
    return Format.format("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  private String text(long local, boolean whole) {
    if (!clock) {
      return videoTime((double) local);
    }
    // The time zone's offset may have changed since the first interval.
    ZonedDateTime time = Instant.ofEpochSecond(local - offset).atZone(zone);
    boolean days = length >= DAY;
    boolean oneDay = count * length <= DAY;
    String pattern = days ? "d MMM yyyy" : whole ? "d MMM HH:mm" : oneDay ? "HH:mm" : "d MMM HH:mm";
    if (!days && length < 60) {
      pattern = pattern.replace("HH:mm", "HH:mm:ss");
    }
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time);
  }
}
