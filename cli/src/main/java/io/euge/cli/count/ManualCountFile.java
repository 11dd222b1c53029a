package io.euge.cli.count;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.euge.EugeException;
import io.euge.Printable;
import io.euge.counting.comparison.CountComparison;
import io.euge.counting.comparison.ManualCount;
import io.euge.counting.table.CountRow;
import io.euge.file.IoReason;
import io.euge.video.RecordingTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a manual count: CSV with the columns time, line, direction, class and count, in any order.
 */
final class ManualCountFile {
  private static final List<String> REQUIRED = List.of("time", "line", "count");
  private static final List<String> COLUMNS =
      List.of("time", "line", "direction", "class", "count");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}([.][0-9]{1,9})?");
  private static final int MOST_ERRORS = 20;

  private final Path file;
  private final ZoneId zone;
  private final CountedVideos videos;
  private final Set<Long> beginnings;
  private final List<String> errors = new ArrayList<>();

  private ManualCountFile(Path file, ZoneId zone, CountedVideos videos, Set<Long> beginnings) {
    this.file = file;
    this.zone = zone;
    this.videos = videos;
    this.beginnings = beginnings;
  }

  /**
   * Reads a manual count and compares it with counts.
   *
   * @param zone of times without an offset
   * @param rows by label and direction
   * @param err for the errors of all malformed lines except the last
   * @throws EugeException if lines are malformed; the message is about the last one
   */
  static CountComparison compare(
      Path file,
      ZoneId zone,
      List<CountRow> rows,
      CountedVideos videos,
      Duration interval,
      PrintWriter err) {
    boolean onOneAxis = videos.haveTimes() || (videos.haveNoTimes() && videos.read() == 1);
    if (!onOneAxis) {
      throw new EugeException(
          "Cannot compare with %s: the times of the videos are unknown; give --start or --time-pattern, or the tracks of one video"
              .formatted(file));
    }
    Set<Long> beginnings = new HashSet<>();
    rows.forEach(row -> beginnings.add(CountComparison.millis(row)));
    List<ManualCount> manual =
        new ManualCountFile(file, zone, videos, beginnings).read(interval, err);
    ManualCountChecks.notices(manual, videos.labels(), interval)
        .forEach(notice -> err.println("euge: " + notice));
    return CountComparison.of(rows, manual, interval);
  }

  private List<ManualCount> read(Duration interval, PrintWriter err) {
    List<ManualCount> counts = new ArrayList<>();
    Set<ManualCount> seen = new HashSet<>();
    try (InputStream text = Files.newInputStream(file)) {
      CsvParser parser = new CsvParser(settings());
      parser.beginParsing(text, StandardCharsets.UTF_8);
      Map<String, Integer> columns = columns(parser.parseNext());
      for (String[] row = parser.parseNext(); row != null; row = parser.parseNext()) {
        long line = parser.getContext().currentLine();
        try {
          ManualCount count = count(row, columns, interval);
          ManualCount key =
              new ManualCount(
                  count.seconds(), "", count.line(), count.direction(), count.label(), 0);
          if (!seen.add(key)) {
            throw new IllegalArgumentException(
                "it has the time, line, direction and class of an earlier line; remove one of"
                    + " them");
          }
          counts.add(count);
        } catch (IllegalArgumentException e) {
          errors.add(
              "Cannot read the manual count %s line %d: %s".formatted(file, line, e.getMessage()));
        }
      }
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read the manual count %s: %s; give another file".formatted(file, IoReason.of(e)),
          e);
    } catch (TextParsingException e) {
      throw new EugeException(
          "Cannot read the manual count %s: it is not CSV; give a header and a line a count"
              .formatted(file),
          e);
    }
    report(err);
    return counts;
  }

  /** Prints all errors except the last, which is thrown. */
  private void report(PrintWriter err) {
    if (errors.isEmpty()) {
      return;
    }
    List<String> shown = errors.subList(0, Math.min(MOST_ERRORS, errors.size()));
    shown.subList(0, shown.size() - 1).forEach(error -> err.println("euge: " + error));
    err.flush();
    int others = errors.size() - shown.size();
    throw new EugeException(
        shown.get(shown.size() - 1)
            + (others == 0 ? "" : " (and %d more lines)".formatted(others)));
  }

  private static CsvParserSettings settings() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setQuoteEscape('"');
    settings.getFormat().setComment('\0');
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setDelimiterDetectionEnabled(true, ',', ';', '\t');
    settings.setMaxCharsPerColumn(-1);
    settings.setNullValue("");
    settings.setEmptyValue("");
    return settings;
  }

  private Map<String, Integer> columns(String[] header) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; header != null && i < header.length; i++) {
      columns.put(header[i].strip().toLowerCase(Locale.ROOT), i);
    }
    if (!columns.keySet().containsAll(REQUIRED)) {
      throw new EugeException(
          "Cannot read the manual count %s line 1: its columns are '%s'; give the header %s"
              .formatted(
                  file,
                  Printable.of(header == null ? "" : String.join(",", Arrays.asList(header))),
                  String.join(",", COLUMNS)));
    }
    return columns;
  }

  private ManualCount count(String[] row, Map<String, Integer> columns, Duration interval) {
    String time = value(row, columns, "time");
    String line = value(row, columns, "line");
    String direction = value(row, columns, "direction");
    String count = value(row, columns, "count");
    if (!COUNT.matcher(count).matches()) {
      throw wrong("count", count, "give a whole number of at least 0");
    }
    Set<String> directions = videos.directions().get(line);
    if (directions == null) {
      throw wrong("line", line, "give " + String.join(", ", videos.directions().keySet()));
    }
    if (!direction.isEmpty() && !directions.contains(direction)) {
      throw wrong("direction", direction, "give " + String.join(", ", directions));
    }
    double seconds = seconds(time);
    double length = interval.toMillis() / 1000.0;
    if (!isBeginning(seconds, length)) {
      throw wrong(
          "time",
          time,
          "give the beginning of an interval of %s, or another --interval"
              .formatted(interval.toString().substring(2).toLowerCase(Locale.ROOT)));
    }
    return new ManualCount(
        seconds,
        time,
        line,
        direction,
        value(row, columns, "class").toLowerCase(Locale.ROOT),
        Long.parseLong(count));
  }

  private static String value(String[] row, Map<String, Integer> columns, String name) {
    Integer at = columns.get(name);
    return at == null || at >= row.length || row[at] == null ? "" : row[at].strip();
  }

  private static IllegalArgumentException wrong(String name, String value, String remedy) {
    return new IllegalArgumentException(
        "its %s is '%s'; %s".formatted(name, Printable.of(value), remedy));
  }

  /** Times outside the videos must be on the same grid, which any known interval defines. */
  private boolean isBeginning(double seconds, double length) {
    long at = Math.round(seconds * 1000);
    long any = beginnings.iterator().next();
    return beginnings.contains(at) || Math.floorMod(at - any, Math.round(length * 1000)) == 0;
  }

  private double seconds(String time) {
    if (SECONDS.matcher(time).matches()) {
      if (videos.haveTimes()) {
        throw wrong("time", time, "give a date and time, as in 2026-01-31T07:15:00");
      }
      return Double.parseDouble(time);
    }
    Instant instant;
    try {
      instant = RecordingTime.parse(time).in(zone).orElse(null);
    } catch (IllegalArgumentException e) {
      instant = null;
    }
    if (instant == null) {
      throw wrong(
          "time",
          time,
          videos.haveTimes()
              ? "give a date and time, as in 2026-01-31T07:15:00"
              : "give seconds from the first frame, as in 900");
    }
    if (!videos.haveTimes()) {
      throw wrong(
          "time", time, "give seconds from the first frame, or --start for the time of the video");
    }
    return instant.toEpochMilli() / 1000.0;
  }
}
