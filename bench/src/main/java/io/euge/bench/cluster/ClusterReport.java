package io.euge.bench.cluster;

import io.euge.bench.report.ExperimentReport;
import io.euge.cli.report.BarChart;
import io.euge.cli.report.BarPicture;
import io.euge.cli.report.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report of {@code euge bench cluster}: a plot of all points, and the table. */
final class ClusterReport {
  private ClusterReport() {}

  /** Writes the page and returns its path. */
  static Path write(ClusterSummary summary, Path folder) throws IOException {
    String table =
        summary.results().stream()
            .map(ClusterTable::line)
            .collect(Collectors.joining("\n", ClusterTable.HEADER + "\n", "\n"));
    return new ExperimentReport(
            "jobs on a cluster",
            "Jobs on a standalone cluster: " + summary.device(),
            summary.isRight()
                ? Optional.empty()
                : Optional.of("The tables of the points do not have the same rows."),
            List.of(
                "Every figure was measured on " + summary.device() + ".",
                "Each job: "
                    + summary.workload()
                    + ". Each point ran on a new cluster of one Worker. Without MPS, executors on a GPU take turns."),
            Map.of("cluster", picture(summary)),
            table + summary.text())
        .write(folder);
  }

  private static String picture(ClusterSummary summary) {
    BarChart rates = new BarChart("frames/s of all jobs", "");
    BarChart memory = new BarChart("peak memory of all GPUs", "");
    for (ClusterPoint point : summary.points()) {
      String style = point.shared() ? "shared" : "private";
      double rate = summary.framesPerSecond(point).orElseThrow();
      rates.add(style, point.toString(), rate, Format.format("%.1f frames/s", rate));
      long mebibytes = summary.memory(point);
      if (mebibytes > 0) {
        memory.add(style, point.toString(), (double) mebibytes, mebibytes + " MiB");
      }
    }
    List<BarChart> charts = memory.bars().isEmpty() ? List.of(rates) : List.of(rates, memory);
    String title = "Jobs on a cluster";
    return new BarPicture(title).add(title, charts).svg();
  }
}
