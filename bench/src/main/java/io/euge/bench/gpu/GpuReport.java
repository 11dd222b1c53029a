package io.euge.bench.gpu;

import io.euge.Quantity;
import io.euge.bench.report.ExperimentReport;
import io.euge.cli.report.BarChart;
import io.euge.cli.report.BarPicture;
import io.euge.cli.report.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report of {@code euge bench gpu}: plots for each model, and all points. */
final class GpuReport {
  private static final String PRIVATE = "private";
  private static final String SHARED = "shared";

  private final GpuSummary summary;

  private GpuReport(GpuSummary summary) {
    this.summary = summary;
  }

  /** Writes the page and returns its path. */
  static Path write(GpuSummary summary, Path folder) throws IOException {
    return new GpuReport(summary).write(folder);
  }

  private Path write(Path folder) throws IOException {
    String table =
        summary.points().stream()
            .map(GpuTable::line)
            .collect(Collectors.joining("\n", GpuTable.HEADER + "\n", "\n"));
    return new ExperimentReport(
            "processes and tasks on one device",
            "Processes and tasks on one device: " + summary.device(),
            warning(),
            List.of(
                "Every figure was measured on "
                    + summary.device()
                    + ", each point once, in new processes.",
                "A task runs frames of noise one after the other. Without MPS, processes take turns."),
            plots(),
            table + summary.text())
        .write(folder);
  }

  private Optional<String> warning() {
    if (!summary.isRight()) {
      return Optional.of("Some outputs are wrong.");
    }
    return summary.errors().isEmpty() ? Optional.empty() : Optional.of("Some points failed.");
  }

  private Map<String, String> plots() {
    Map<String, String> plots = new LinkedHashMap<>();
    summary.measured().stream()
        .map(one -> one.point().model())
        .distinct()
        .forEach(
            model -> {
              plots.put("throughput-" + model, throughput(model));
              plots.put("memory-" + model, sharing(model));
              batches(model).ifPresent(plot -> plots.put("batches-" + model, plot));
              cards(model).ifPresent(plot -> plots.put("cards-" + model, plot));
            });
    return plots;
  }

  private String throughput(String model) {
    BarChart chart = new BarChart("processes x tasks of each, copies", "");
    for (GpuResult one : of(model, point -> point.frames() == 1 && point.batch() == 1)) {
      GpuPoint point = one.point();
      String way =
          point.tensorRt()
              ? ", TensorRT"
              : point.processes() == 1 ? "" : point.mps() ? ", MPS" : ", in turns";
      chart.add(
          style(point),
          name(point) + way,
          one.framesPerSecond(),
          Format.format("%.0f frames/s", one.framesPerSecond()));
    }
    String title = "Throughput of " + model;
    return new BarPicture(title).add(title, List.of(chart)).svg();
  }

  private String sharing(String model) {
    BarChart memory = new BarChart("memory of the process", "");
    BarChart ready = new BarChart("time until all tasks have the model", "");
    BarChart small = new BarChart("the shortest tasks", "");
    for (GpuResult one : of(model, GpuPoint::isPlainProcess)) {
      GpuPoint point = one.point();
      String style = style(point);
      long mebibytes =
          Stream.of(one.processMiB(), one.deviceMiB())
              .filter(Objects::nonNull)
              .mapToLong(Long::longValue)
              .max()
              .orElse(0);
      if (mebibytes > 0) {
        memory.add(style, name(point), (double) mebibytes, mebibytes + " MiB");
      }
      ready.add(
          style, name(point), one.readySeconds(), Format.format("%.1f s", one.readySeconds()));
      one.small().stream()
          .findFirst()
          .ifPresent(
              job ->
                  small.add(
                      style,
                      name(point) + ", frames: " + job.frames(),
                      job.framesPerSecond(),
                      Format.format("%.1f frames/s", job.framesPerSecond())));
    }
    String title = "What sharing saves: " + model;
    List<BarChart> charts =
        Stream.of(memory, ready, small).filter(chart -> !chart.bars().isEmpty()).toList();
    return new BarPicture(title).add(title, charts).svg();
  }

  /** Plots batches across tasks and frames that a task passes at once; empty without any. */
  private Optional<String> batches(String model) {
    BarChart throughput = new BarChart("throughput", "");
    BarChart time = new BarChart("median time until a task has its outputs", "");
    for (GpuResult one : of(model, point -> point.frames() > 1 || point.batch() > 1)) {
      GpuPoint point = one.point();
      String name =
          "%s, batches of %d%s%s"
              .formatted(
                  Quantity.of(point.tasks(), "task"),
                  Math.max(point.frames(), point.batch()),
                  point.batch() > 1 ? ", after %d ms at most".formatted(point.delay()) : "",
                  point.tensorRt() ? ", TensorRT" : "");
      throughput.add(
          SHARED,
          name,
          one.framesPerSecond(),
          Format.format("%.0f frames/s", one.framesPerSecond()));
      time.add(SHARED, name, one.medianMillis(), Format.format("%.1f ms", one.medianMillis()));
    }
    String title = "Batches of " + model;
    return throughput.bars().isEmpty()
        ? Optional.empty()
        : Optional.of(new BarPicture(title).add(title, List.of(throughput, time)).svg());
  }

  /** Plots the emulated cards, also those whose memory was too small; empty without any. */
  private Optional<String> cards(String model) {
    BarChart chart = new BarChart("card, tasks, copies", "");
    for (GpuResult one : summary.points()) {
      GpuPoint point = one.point();
      if (point.model().equals(model) && point.gigabytes() > 0) {
        chart.add(
            style(point),
            "%d GiB, %s".formatted(point.gigabytes(), name(point)),
            one.framesPerSecond(),
            one.isMeasured() ? Format.format("%.0f frames/s", one.framesPerSecond()) : "failed");
      }
    }
    String title = "Emulated cards: " + model;
    return chart.bars().isEmpty()
        ? Optional.empty()
        : Optional.of(new BarPicture(title).add(title, List.of(chart)).svg());
  }

  private List<GpuResult> of(String model, Predicate<GpuPoint> wanted) {
    return summary.measured().stream()
        .filter(one -> one.point().model().equals(model) && one.point().gigabytes() == 0)
        .filter(one -> wanted.test(one.point()))
        .toList();
  }

  private static String style(GpuPoint point) {
    return point.shared() ? SHARED : PRIVATE;
  }

  private static String name(GpuPoint point) {
    return "%dx%d, %s"
        .formatted(point.processes(), point.tasks(), point.shared() ? "shared" : "a copy each");
  }
}
