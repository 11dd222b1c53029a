package io.euge.bench.gpu;

import static io.euge.bench.report.TextLines.line;
import static io.euge.bench.report.TextLines.number;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The results of the experiment on one device, and what follows from them.
 *
 * @param device what was measured, with its driver
 * @param detections comparisons with the CPU, for each video and model
 * @param decoding comparisons with the CPU, for each video; empty without a GPU
 * @param points all that were measured, those that failed included
 */
record GpuSummary(
    String device,
    List<DetectionComparison> detections,
    List<DecodingComparison> decoding,
    List<GpuResult> points) {
  /** The largest difference from the CPU's outputs that counts as equal. */
  private static final double TOLERANCE = 0.01;

  /**
   * The throughput of several processes, in frames per second of all their tasks.
   *
   * @param turns without MPS
   * @param mps with MPS
   * @param oneProcess of one process with as many tasks; NaN if it was not measured
   */
  record Processes(
      String model,
      int processes,
      int tasks,
      boolean shared,
      double turns,
      double mps,
      double oneProcess) {
    @JsonProperty
    double overTurns() {
      return mps / turns;
    }

    @JsonProperty
    double overOneProcess() {
      return mps / oneProcess;
    }
  }

  /**
   * Returns whether all outputs and detections are those of the CPU, and outputs equal to the bit
   * to each other.
   */
  @JsonProperty
  boolean isRight() {
    boolean allFailed = !points.isEmpty() && measured().isEmpty();
    return detections.stream().allMatch(DetectionComparison::agrees)
        && haveRightOutputs()
        && !allFailed;
  }

  private boolean haveRightOutputs() {
    return measured().stream().allMatch(one -> one.same() && one.difference() <= TOLERANCE);
  }

  /** Returns the points that failed for another reason than too little memory, or MPS. */
  @JsonProperty
  List<GpuResult> errors() {
    return points.stream().filter(GpuFailure::isError).toList();
  }

  /** Returns the points that were measured. */
  List<GpuResult> measured() {
    return points.stream().filter(one -> one.failure().isEmpty()).toList();
  }

  /** Returns what MPS gains, for all points that were measured with it and without. */
  @JsonProperty
  List<Processes> processes() {
    List<Processes> all = new ArrayList<>();
    for (GpuResult under : measured()) {
      GpuPoint point = under.point();
      Optional<GpuResult> turns = find(point.withoutMps());
      if (point.mps() && turns.isPresent()) {
        Optional<GpuResult> one =
            find(point.withoutMps().withProcesses(1).withTasks(point.processes() * point.tasks()));
        all.add(
            new Processes(
                point.model(),
                point.processes(),
                point.tasks(),
                point.shared(),
                turns.get().framesPerSecond(),
                under.framesPerSecond(),
                one.map(GpuResult::framesPerSecond).orElse(Double.NaN)));
      }
    }
    return all;
  }

  /** Returns the measurement of a point; empty if it failed or was left out. */
  Optional<GpuResult> find(GpuPoint point) {
    return measured().stream().filter(one -> one.point().equals(point)).findFirst();
  }

  /** Returns what follows from the points, as text. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%nOn %s. Each point ran once.", device);
    line(
        text,
        measured().isEmpty()
            ? "No point was measured, so the tolerance of %s was not tested."
            : haveRightOutputs()
                ? "All outputs are those of the CPU (within %s of the largest) and equal to the bit to each other."
                : "WRONG: some outputs differ by more than %s of the largest, or from each other.",
        TOLERANCE);
    errors().forEach(one -> line(text, "FAILED: %s: %s", one.point(), one.failure()));
    detections.forEach(each -> line(text, "%s", each.text()));
    decoding.forEach(each -> line(text, "%s", each.text()));
    List<Processes> processes = processes();
    if (!processes.isEmpty()) {
      line(
          text,
          "%n%-18s %5s %5s %-8s %10s %10s %12s %10s %14s",
          "frames/s of",
          "procs",
          "tasks",
          "copies",
          "in turns",
          "MPS",
          "one process",
          "MPS/turns",
          "MPS/1 process");
    }
    for (Processes row : processes) {
      line(
          text,
          "%-18s %5d %5d %-8s %10.1f %10.1f %12s %10s %14s",
          row.model(),
          row.processes(),
          row.tasks(),
          row.shared() ? "shared" : "each",
          row.turns(),
          row.mps(),
          number(row.oneProcess(), 1),
          number(row.overTurns(), 2),
          number(row.overOneProcess(), 2));
    }
    points.stream()
        .filter(one -> one.point().gigabytes() > 0)
        .forEach(one -> line(text, "%s: %s", one.point(), one.outcome()));
    return text.toString();
  }
}
