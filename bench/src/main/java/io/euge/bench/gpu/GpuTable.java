package io.euge.bench.gpu;

import static io.euge.cli.report.Format.format;

import java.util.stream.Collectors;

/** Formats the results as a table, one line per point. */
final class GpuTable {
  static final String HEADER =
      format(
          "%-28s %5s %5s %-8s %-5s %6s %5s %5s %4s %7s %7s %8s %8s %9s %8s %8s %6s %5s %9s %-5s  %s",
          "model",
          "procs",
          "tasks",
          "copies",
          "mps",
          "frames",
          "batch",
          "delay",
          "card",
          "start s",
          "ready s",
          "proc MiB",
          "dev MiB",
          "frames/s",
          "p50 ms",
          "p99 ms",
          "batch",
          "busy",
          "from cpu",
          "same",
          "small tasks, frames/s");

  private GpuTable() {}

  static String line(GpuResult result) {
    GpuPoint point = result.point();
    String setting =
        format(
            "%-28s %5d %5d %-8s %-5s %6d %5d %5d %4s ",
            point.kernels(),
            point.processes(),
            point.tasks(),
            point.shared() ? "shared" : "each",
            point.mps() ? "mps" : "-",
            point.frames(),
            point.batch(),
            point.delay(),
            point.gigabytes() == 0 ? "-" : point.gigabytes());
    if (!result.failure().isEmpty()) {
      return setting + result.failure();
    }
    return setting
        + format(
            "%7.2f %7.2f %8s %8s %9.1f %8.2f %8.2f %6.1f %5s %9.1e %-5s  %s",
            result.startSeconds(),
            result.readySeconds(),
            measured(result.processMiB(), ""),
            measured(result.deviceMiB(), ""),
            result.framesPerSecond(),
            result.medianMillis(),
            result.slowMillis(),
            result.meanBatch(),
            measured(result.busyPercent(), "%"),
            result.difference(),
            result.same() ? "yes" : "NO",
            result.small().stream()
                .map(job -> format("%d: %.1f", job.frames(), job.framesPerSecond()))
                .collect(Collectors.joining(", ")));
  }

  private static String measured(Number value, String unit) {
    return value == null ? "-" : value + unit;
  }
}
