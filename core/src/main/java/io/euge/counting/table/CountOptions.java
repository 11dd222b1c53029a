package io.euge.counting.table;

import io.euge.OptionException;
import io.euge.Printable;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Options of counting.
 *
 * @param interval length of the intervals
 * @param byLabel whether labels are counted apart
 * @param byDirection whether directions are counted apart
 */
public record CountOptions(Duration interval, boolean byLabel, boolean byDirection)
    implements Serializable {
  /** The usual length of an interval. */
  public static final String INTERVAL = "15min";

  /** What is usually counted apart. */
  public static final String BY = "label,direction";

  private static final Set<String> GROUPINGS = Set.of("label", "direction", "none");

  /**
   * Reads options as users write them.
   *
   * @param prefix of their names in messages
   * @param interval as in 30s, 15min or 1h
   * @param by {@code label}, {@code direction}, both with a comma between, or {@code none}
   * @throws OptionException for a value that is none; all of them are reported
   */
  public static CountOptions parse(String prefix, String interval, String by) {
    OptionException.checkAll(
        () -> IntervalLength.parse(prefix + "interval", interval),
        () -> groupings(prefix + "by", by));
    List<String> groupings = groupings(prefix + "by", by);
    return new CountOptions(
        IntervalLength.parse(prefix + "interval", interval),
        groupings.contains("label"),
        groupings.contains("direction"));
  }

  private static List<String> groupings(String key, String text) {
    List<String> groupings =
        Arrays.stream(text.split(",", -1))
            .map(one -> one.strip().toLowerCase(Locale.ROOT))
            .toList();
    if (!GROUPINGS.containsAll(groupings)) {
      throw new OptionException(
          "%s is '%s': give label, direction, both with a comma between, or none"
              .formatted(key, Printable.of(text)));
    }
    return groupings;
  }
}
