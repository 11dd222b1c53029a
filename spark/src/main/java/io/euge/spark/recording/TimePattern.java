package io.euge.spark.recording;

import io.euge.video.RecordingTime;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the time at which a video starts in its name. */
public final class TimePattern implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Set<String> REQUIRED = Set.of("year", "month", "day");
  private static final Set<String> GROUPS =
      Set.of("year", "month", "day", "hour", "minute", "second", "fraction", "offset");

  private final Pattern pattern;
  private final Set<String> groups;

  /** Whether directories count too. */
  private final boolean ofPath;

  private TimePattern(Pattern pattern, Set<String> groups, boolean ofPath) {
    this.pattern = pattern;
    this.groups = groups;
    this.ofPath = ofPath;
  }

  /**
   * Reads a pattern: letters for digits, such as {@code yyyyMMdd_HHmmss}, or a regular expression
   * with groups that are named {@code year}, {@code month} and so on. A pattern with a slash is
   * searched in the path, others in the file's name.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static TimePattern parse(String text) {
    Set<String> named = NamedGroups.of(text);
    String regex = named.isEmpty() ? TimeLetters.toRegex(text) : text;
    Set<String> groups = NamedGroups.of(regex);
    if (!groups.containsAll(REQUIRED) || !GROUPS.containsAll(groups)) {
      throw new IllegalArgumentException("groups " + groups);
    }
    return new TimePattern(Pattern.compile(regex), groups, text.contains("/"));
  }

  /** Returns the time of the first match; null if there is none, or its digits are no date. */
  RecordingTime find(String path) {
    Matcher matcher = pattern.matcher(ofPath ? path : path.substring(path.lastIndexOf('/') + 1));
    if (!matcher.find()) {
      return null;
    }
    try {
      String year = text(matcher, "year", "");
      if (year.length() != 4) {
        return null;
      }
      LocalDateTime local =
          LocalDateTime.of(
              Integer.parseInt(year),
              Integer.parseInt(text(matcher, "month", "")),
              Integer.parseInt(text(matcher, "day", "")),
              Integer.parseInt(text(matcher, "hour", "0")),
              Integer.parseInt(text(matcher, "minute", "0")),
              Integer.parseInt(text(matcher, "second", "0")),
              nanos(text(matcher, "fraction", "0")));
      String offset = text(matcher, "offset", null);
      return new RecordingTime(local, offset == null ? null : ZoneOffset.of(offset));
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  private String text(Matcher matcher, String group, String missing) {
    String text = groups.contains(group) ? matcher.group(group) : null;
    return text == null ? missing : text;
  }

  private static int nanos(String fraction) {
    return Integer.parseInt((fraction + "000000000").substring(0, 9));
  }
}
