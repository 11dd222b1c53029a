package io.euge.spark.counting.source;

import io.euge.OptionException;
import io.euge.counting.layout.LinesFile;
import io.euge.counting.table.CountOptions;
import io.euge.spark.conf.ReaderOptions;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Separates the options of the reader: those of counting, and those of tracking and of its input.
 *
 * @param zone of the clock by which intervals are cut
 * @param others by their names in lower case
 */
public record CountReaderOptions(
    LinesFile lines, CountOptions counting, ZoneId zone, Map<String, String> others) {
  private static final String LINES = "lines";
  private static final String INTERVAL = "interval";
  private static final String BY = "by";

  /**
   * Reads the options and the lines file.
   *
   * @throws io.euge.EugeException for a value that is none, or a lines file that cannot be read
   */
  public static CountReaderOptions of(Map<String, String> options) {
    Map<String, String> open = new HashMap<>();
    options.forEach((name, value) -> open.put(name.toLowerCase(Locale.ROOT), value));
    String lines = open.remove(LINES);
    String interval = open.remove(INTERVAL);
    String by = open.remove(BY);
    if (lines == null) {
      throw new OptionException(
          "Cannot read counts: the option lines is not given; give the name of a file of lines, zones and routes");
    }
    if (open.containsKey(ReaderOptions.PROVENANCE.name())) {
      throw new OptionException(
          "%s is for detections and tracks, and counts have no such column: leave it out"
              .formatted(ReaderOptions.PROVENANCE.name()));
    }
    CountOptions counting =
        CountOptions.parse(
            "",
            interval == null ? CountOptions.INTERVAL : interval,
            by == null ? CountOptions.BY : by);
    return new CountReaderOptions(
        LinesFile.read(Path.of(lines)), counting, zone(open), Map.copyOf(open));
  }

  /** The reader of videos needs it too; a table has its times already. */
  private static ZoneId zone(Map<String, String> open) {
    String name = ReaderOptions.TIME_ZONE.name();
    String text = open.containsKey(ReaderOptions.MODEL.name()) ? open.get(name) : open.remove(name);
    try {
      return text == null ? ZoneId.of("UTC") : ReaderOptions.TIME_ZONE.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          "%s is '%s': give %s".formatted(name, text, ReaderOptions.TIME_ZONE.form()));
    }
  }
}
