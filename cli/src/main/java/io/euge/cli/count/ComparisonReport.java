package io.euge.cli.count;

import io.euge.Quantity;
import io.euge.cli.console.Table;
import io.euge.counting.TrafficVolume;
import io.euge.counting.comparison.ComparedCount;
import io.euge.counting.comparison.ComparedHour;
import io.euge.counting.comparison.CountComparison;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a comparison with a manual count. */
final class ComparisonReport {
  private ComparisonReport() {}

  private static final String HEADER =
      "time,line,direction,class,manual,counted,difference,percent,geh,observed";

  /** Returns whether the first line of a file is that of a comparison. */
  static boolean is(Path file) {
    return CountTable.firstLine(file).equals(HEADER);
  }

  /** Writes the comparison of the intervals as CSV. */
  static void write(CountComparison comparison, OutputStream out) throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write(HEADER + "\n");
    for (ComparedCount one : comparison.counts()) {
      double percent = one.volume().percent();
      text.write(
          String.join(
              ",",
              CountTable.cell(one.manual().time()),
              CountTable.cell(one.manual().line()),
              CountTable.cell(one.manual().direction()),
              CountTable.cell(one.manual().label()),
              whole(one.volume().manual()),
              whole(one.volume().counted()),
              whole(one.volume().difference() + 0.0),
              Double.isNaN(percent) ? "" : String.format(Locale.ROOT, "%.1f", percent + 0.0),
              String.format(Locale.ROOT, "%.3f", one.geh()),
              CountTable.cell(CountTable.number(one.observed()))));
      text.write("\n");
    }
    text.flush();
  }

  static void print(CountComparison comparison, PrintWriter out, PrintWriter err) {
    out.println();
    Table counts =
        new Table(
            "TIME",
            "LINE",
            "DIRECTION",
            "CLASS",
            "MANUAL",
            "COUNTED",
            "DIFFERENCE",
            "PERCENT",
            "GEH");
    for (ComparedCount one : comparison.counts()) {
      counts.row(
          one.manual().time(),
          one.manual().line(),
          orAll(one.manual().direction()),
          orAll(one.manual().label()),
          whole(one.volume().manual()),
          whole(one.volume().counted()),
          String.format(Locale.ROOT, "%+.0f", one.volume().difference() + 0.0),
          percent(one.volume()),
          String.format(Locale.ROOT, "%.2f", one.geh()));
    }
    counts.print(out);
    out.println();
    Table hours =
        new Table(
            "HOUR FROM", "LINE", "DIRECTION", "MANUAL", "COUNTED", "DIFFERENCE", "PERCENT", "GEH");
    for (ComparedHour one : comparison.hours()) {
      hours.row(
          one.time(),
          one.line(),
          orAll(one.direction()),
          whole(one.volume().manual()),
          whole(one.volume().counted()),
          String.format(Locale.ROOT, "%+.0f", one.volume().difference() + 0.0),
          percent(one.volume()),
          String.format(Locale.ROOT, "%.2f", one.geh()));
    }
    hours.print(out);
    out.println();
    out.println(verdict(comparison));
    out.flush();
    notices(comparison, err);
  }

  /** Returns in one sentence whether the hours agree. */
  static String verdict(CountComparison comparison) {
    if (comparison.hours().isEmpty()) {
      return "GEH < 5 in 85 % of the hours: not known: the videos have no interval of the manual "
          + "count";
    }
    return String.format(
        Locale.ROOT,
        "GEH < 5 in 85 %% of the hours: %s (%d of %s, %.1f %%)",
        comparison.isAccepted() ? "yes" : "no",
        comparison.agreeing(),
        Quantity.of(comparison.hours().size(), "hour"),
        100.0 * comparison.agreeing() / comparison.hours().size());
  }

  private static void notices(CountComparison comparison, PrintWriter err) {
    if (!comparison.outside().isEmpty()) {
      err.printf(
          "euge: %s of intervals without video left out, the first at %s%n",
          Quantity.of(comparison.outside().size(), "manual count is", "manual counts are"),
          comparison.outside().get(0).time());
    }
    long part = comparison.counts().stream().filter(one -> one.observed() < 0.99).count();
    if (part > 0) {
      err.printf(
          "euge: %s compared with intervals that the videos cover in part%n",
          Quantity.of(part, "manual count is", "manual counts are"));
    }
    long scaled = comparison.hours().stream().filter(one -> one.hours() < 1).count();
    if (scaled > 0) {
      err.printf(
          "euge: GEH is that of hourly volumes: %s counted for less than an hour and scaled%n",
          Quantity.of(scaled, "hour was", "hours were"));
    }
    err.flush();
  }

  private static String orAll(String text) {
    return text.isEmpty() ? "all" : text;
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static String percent(TrafficVolume volume) {
    double percent = volume.percent();
    return Double.isNaN(percent) ? "-" : String.format(Locale.ROOT, "%+.1f", percent + 0.0);
  }
}
