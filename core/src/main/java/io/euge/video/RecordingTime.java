package io.euge.video;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;

/**
 * A written date and time of a recording.
 *
 * @param local the local date and time, from year 1 to 9999
 * @param offset the offset from UTC; null if it is not written
 */
public record RecordingTime(LocalDateTime local, ZoneOffset offset) implements Serializable {
  private static final int TIME = "2026-01-31T".length();

  /** ISO 8601, with an offset with or without a colon. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  public RecordingTime {
    if (local.getYear() < 1 || local.getYear() > 9999) {
      throw new IllegalArgumentException("year " + local.getYear());
    }
  }

  /**
   * Reads a date and time in ISO 8601, such as {@code 2026-01-31T23:59:59.5+01:00}. Seconds, their
   * fraction and the offset are optional, and a space may replace the T.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static RecordingTime parse(String text) {
    boolean space = text.length() > TIME && text.charAt(TIME - 1) == ' ';
    String iso = space ? text.substring(0, TIME - 1) + "T" + text.substring(TIME) : text;
    TemporalAccessor parsed;
    try {
      parsed = ISO.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(e);
    }
    return parsed instanceof OffsetDateTime time
        ? new RecordingTime(time.toLocalDateTime(), time.getOffset())
        : new RecordingTime(LocalDateTime.from(parsed), null);
  }

  /**
   * Returns the instant.
   *
   * @param zone the time zone if the offset is not written
   * @return empty if this local time does not exist in the time zone or exists twice, because
   *     clocks were changed
   */
  public Optional<Instant> in(ZoneId zone) {
    if (offset != null) {
      return Optional.of(local.toInstant(offset));
    }
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.size() == 1 ? Optional.of(local.toInstant(offsets.get(0))) : Optional.empty();
  }
}
