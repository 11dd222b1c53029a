package io.euge.bench.cluster;

import static io.euge.cli.report.Format.format;

import java.util.stream.Collectors;

/** Formats the results as a table, one line per point and round. */
final class ClusterTable {
  static final String HEADER =
      format(
          "%4s %4s %5s %5s %-6s %-4s %-12s %5s %8s %9s %8s %8s  %s",
          "gpus",
          "jobs",
          "execs",
          "tasks",
          "copies",
          "mps",
          "assignment",
          "round",
          "frames",
          "frames/s",
          "tasks s",
          "jobs s",
          "peak MiB of each GPU");

  private ClusterTable() {}

  static String line(ClusterResult result) {
    ClusterPoint point = result.point();
    String setting =
        format(
            "%4s %4d %5d %5d %-6s %-4s %-12s %5d",
            point.gpus() == 0 ? "-" : point.gpus(),
            point.jobs(),
            point.executors(),
            point.tasks(),
            point.shared() ? "shared" : "each",
            point.mps() ? "mps" : "-",
            point.assignment(),
            result.round());
    if (!result.isMeasured()) {
      return setting + " " + result.failure();
    }
    String figures =
        format(
            " %8d %9.1f %8.2f %8.2f  %s",
            result.frames(),
            result.framesPerSecond(),
            result.taskSeconds(),
            result.wallSeconds(),
            result.peakMiB().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    return setting + figures.stripTrailing();
  }
}
