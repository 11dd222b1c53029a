package io.euge.cli.count;

import io.euge.EugeException;
import io.euge.cli.report.BarChart;
import io.euge.cli.report.BarPicture;
import io.euge.counting.comparison.ComparedCount;
import io.euge.counting.comparison.CountComparison;
import io.euge.counting.comparison.ManualCount;
import io.euge.file.IoReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a comparison with a manual count: a chart per line, direction and class. */
final class ComparisonPlot {
  private static final String TITLE = "Manual and automatic counts";
  private static final int HEAD = 400;

  private ComparisonPlot() {}

  /** Returns whether a file is such a plot, by its title. */
  static boolean is(Path file) {
    try (var in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return head.isEmpty() || head.contains("<title>" + TITLE + "</title>");
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read %s: %s; give another --output".formatted(file, IoReason.of(e)), e);
    }
  }

  static void write(CountComparison comparison, OutputStream out) throws IOException {
    Map<String, BarChart> charts = new LinkedHashMap<>();
    for (ComparedCount one : comparison.counts()) {
      BarChart chart = charts.computeIfAbsent(name(one.manual()), name -> new BarChart(name, ""));
      String time = one.manual().time();
      chart.add("private", time + ", manual", one.volume().manual(), whole(one.volume().manual()));
      chart.add(
          "shared",
          time + ", counted",
          one.volume().counted(),
          String.format(Locale.ROOT, "%s, GEH %.2f", whole(one.volume().counted()), one.geh()));
    }
    String svg =
        new BarPicture(TITLE)
            .add(ComparisonReport.verdict(comparison), new ArrayList<>(charts.values()))
            .svg();
    out.write(svg.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(ManualCount manual) {
    List<String> name = new ArrayList<>(List.of(manual.line()));
    if (!manual.direction().isEmpty()) {
      name.add(manual.direction());
    }
    if (!manual.label().isEmpty()) {
      name.add(manual.label());
    }
    return String.join(", ", name);
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
