package io.euge.bench.cluster;

import static io.euge.bench.report.TextLines.line;
import static io.euge.bench.report.TextLines.number;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.euge.bench.measurement.Samples;
import io.euge.device.placement.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The results of the experiment on one device, and what follows from them.
 *
 * @param device what was measured, with its driver
 * @param workload the model and the videos of each job
 * @param results of all points and rounds, those that failed included
 */
record ClusterSummary(String device, String workload, List<ClusterResult> results) {
  /**
   * A point relative to another one that differs in one respect.
   *
   * @param what the two values that are compared, such as "MPS / time-slicing"
   * @param point the first one
   * @param framesPerSecond ratio of the medians over the rounds
   * @param memory ratio of the peak memory of all GPUs; NaN if it was not measured
   */
  record Comparison(String what, ClusterPoint point, double framesPerSecond, double memory) {}

  /** Returns the results of the points that were measured. */
  List<ClusterResult> measured() {
    return results.stream().filter(ClusterResult::isMeasured).toList();
  }

  /** Returns whether all tables have the same rows, and not all points failed. */
  @JsonProperty
  boolean isRight() {
    boolean allFailed = !results.isEmpty() && measured().isEmpty();
    return haveSameRows() && !allFailed;
  }

  private boolean haveSameRows() {
    return measured().stream()
            .flatMap(one -> Stream.of(one.rows().split(" ", -1)))
            .distinct()
            .count()
        < 2;
  }

  /** Returns the distinct points that were measured. */
  List<ClusterPoint> points() {
    return measured().stream().map(ClusterResult::point).distinct().toList();
  }

  /** Returns the median throughput of a point; empty if it was not measured. */
  Optional<Double> framesPerSecond(ClusterPoint point) {
    List<Double> rates = of(point).stream().map(ClusterResult::framesPerSecond).toList();
    return rates.isEmpty() ? Optional.empty() : Optional.of(new Samples(rates).median());
  }

  /** Returns the highest peak memory of a point in all rounds, in MiB. */
  long memory(ClusterPoint point) {
    return of(point).stream().mapToLong(ClusterResult::memory).max().orElse(0);
  }

  private List<ClusterResult> of(ClusterPoint point) {
    return measured().stream().filter(one -> one.point().equals(point)).toList();
  }

  /** Returns each measured point relative to those that differ in one respect. */
  @JsonProperty
  List<Comparison> comparisons() {
    List<Comparison> all = new ArrayList<>();
    for (ClusterPoint point : points()) {
      if (point.mps()) {
        compare(all, "MPS / time-slicing", point, point.withMps(false));
      }
      if (point.shared()) {
        compare(all, "shared / a copy each", point, point.withCopies());
      }
      if (point.jobs() > 1) {
        compare(all, point.jobs() + " jobs / one job", point, point.withJobs(1));
      }
      if (point.hasChoice() && point.policy() != Policy.SPARK) {
        compare(
            all, point.policy() + " / Spark's assignment", point, point.withPolicy(Policy.SPARK));
      }
      if (point.hasChoice()) {
        compare(
            all,
            "one executor / one for each GPU",
            point,
            new ClusterPoint(point.gpus(), 1, point.gpus(), point.tasks() / point.gpus()));
      }
    }
    return all;
  }

  private void compare(List<Comparison> all, String what, ClusterPoint point, ClusterPoint other) {
    Optional<Double> base = framesPerSecond(other);
    if (base.isPresent()) {
      double rate = framesPerSecond(point).orElseThrow() / base.get();
      double memory = memory(other) > 0 ? memory(point) / (double) memory(other) : Double.NaN;
      all.add(new Comparison(what, point, rate, memory));
    }
  }

  /** Returns what follows from the points, as text. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%nOn %s; each job: %s.", device, workload);
    line(
        text,
        "%s",
        measured().isEmpty()
            ? "No point was measured, so no rows were compared."
            : haveSameRows()
                ? "The tables of all points have the same rows."
                : "WRONG: the tables of some points have other rows.");
    List<Comparison> comparisons = comparisons();
    if (!comparisons.isEmpty()) {
      line(text, "%n%-32s %8s %7s  %s", "ratio", "frames/s", "memory", "point");
    }
    for (Comparison row : comparisons) {
      line(
          text,
          "%-32s %8s %7s  %s",
          row.what(),
          number(row.framesPerSecond(), 2),
          number(row.memory(), 2),
          row.point());
    }
    return text.toString();
  }
}
