package io.euge.counting.comparison;

import io.euge.counting.TrafficVolume;
import io.euge.counting.table.CountEvent;
import io.euge.counting.table.CountRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares counts of crossings with manual counts.
 *
 * @param counts those that could be compared, in the order of the manual count
 * @param outside manual counts of intervals that no video shows
 * @param hours of each line and direction
 */
public record CountComparison(
    List<ComparedCount> counts, List<ManualCount> outside, List<ComparedHour> hours) {
  /** The part of the hours that must agree. */
  public static final double AGREEING_PART = 0.85;

  private static final double SECONDS_PER_HOUR = 3600;

  /**
   * Compares counts.
   *
   * @param rows with directions and labels apart, in intervals of the manual count's length
   */
  public static CountComparison of(
      List<CountRow> rows, List<ManualCount> manual, Duration interval) {
    Map<Long, List<CountRow>> crossings = new HashMap<>();
    for (CountRow row : rows) {
      if (row.key().event() == CountEvent.CROSSING) {
        crossings.computeIfAbsent(millis(row), any -> new ArrayList<>()).add(row);
      }
    }
    double hours = interval.toMillis() / 1000.0 / SECONDS_PER_HOUR;
    List<ComparedCount> counts = new ArrayList<>();
    List<ManualCount> outside = new ArrayList<>();
    for (ManualCount one : manual) {
      List<CountRow> same = crossings.getOrDefault(one.millis(), List.of());
      double observed = observed(same, one) / (hours * SECONDS_PER_HOUR);
      if (observed == 0) {
        outside.add(one);
      } else {
        TrafficVolume volume = new TrafficVolume(counted(same, one), one.count());
        counts.add(new ComparedCount(one, volume, Math.min(1, observed), volume.geh(hours)));
      }
    }
    return new CountComparison(counts, outside, hours(counts, hours));
  }

  /** Returns the beginning of a row's interval as manual counts have it. */
  public static long millis(CountRow row) {
    return row.interval()
        .time()
        .map(time -> time.toInstant().toEpochMilli())
        .orElseGet(() -> Math.round(row.interval().begin() * 1000));
  }

  /** Videos of one camera that follow each other show parts of an interval. */
  private static double observed(List<CountRow> rows, ManualCount manual) {
    Map<String, Double> ofVideo = new HashMap<>();
    rows.stream()
        .filter(row -> row.key().name().equals(manual.line()))
        .forEach(row -> ofVideo.put(row.video(), row.observed()));
    return ofVideo.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static long counted(List<CountRow> rows, ManualCount manual) {
    return rows.stream()
        .filter(row -> row.key().name().equals(manual.line()))
        .filter(row -> isIn(row.key().direction(), manual.direction()))
        .filter(row -> isIn(row.key().label(), manual.label()))
        .mapToLong(CountRow::count)
        .sum();
  }

  private static boolean isIn(String counted, String asked) {
    return asked.isEmpty() || asked.equalsIgnoreCase(counted);
  }

  private record Hour(String line, String direction, long hour) {}

  private static List<ComparedHour> hours(List<ComparedCount> counts, double hours) {
    long length = Math.round(Math.max(hours, 1) * SECONDS_PER_HOUR * 1000);
    Map<Hour, List<ComparedCount>> byHour = new LinkedHashMap<>();
    for (ComparedCount one : counts) {
      ManualCount manual = one.manual();
      Hour hour =
          new Hour(
              manual.line(), manual.direction(), Math.floorDiv(manual.millis(), length) * length);
      byHour.computeIfAbsent(hour, any -> new ArrayList<>()).add(one);
    }
    List<ComparedHour> compared = new ArrayList<>();
    byHour.forEach((hour, of) -> compared.add(hour(hour, of, hours)));
    return compared;
  }

  /** Where a manual count has the sum of the classes, it is not added to these. */
  private static ComparedHour hour(Hour hour, List<ComparedCount> counts, double hours) {
    boolean sums = counts.stream().anyMatch(one -> one.manual().label().isEmpty());
    List<ComparedCount> of =
        counts.stream().filter(one -> !sums || one.manual().label().isEmpty()).toList();
    ComparedCount first =
        of.stream().min(Comparator.comparingLong(one -> one.manual().millis())).orElseThrow();
    long intervals = of.stream().map(one -> one.manual().millis()).distinct().count();
    return new ComparedHour(
        first.manual().time(),
        hour.line(),
        hour.direction(),
        new TrafficVolume(
            of.stream().mapToDouble(one -> one.volume().counted()).sum(),
            of.stream().mapToDouble(one -> one.volume().manual()).sum()),
        intervals * hours);
  }

  /** Returns how many hours agree. */
  public long agreeing() {
    return hours.stream().filter(ComparedHour::agrees).count();
  }

  /** Returns whether enough hours agree. */
  public boolean isAccepted() {
    return !hours.isEmpty() && agreeing() >= AGREEING_PART * hours.size();
  }
}
