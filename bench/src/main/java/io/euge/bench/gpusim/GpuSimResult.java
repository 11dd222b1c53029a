package io.euge.bench.gpusim;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.euge.bench.gpusim.SimulatedRun.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * The results of an experiment.
 *
 * @param simulation always true, for readers of the file
 * @param batch batch size
 * @param hostMilliseconds a task's work on its core per frame
 */
record GpuSimResult(
    boolean simulation,
    String gpu,
    long memory,
    int batch,
    double hostMilliseconds,
    List<Integer> processes,
    List<Integer> tasks,
    List<Table> networks) {

  /** The runs of one network. */
  record Table(Network network, List<Outcome> outcomes) {
    Outcome outcome(int processes, int tasks, boolean shared, boolean mps) {
      SimulatedRun trial = new SimulatedRun(processes, tasks, shared, mps);
      return outcomes.stream()
          .filter(outcome -> outcome.trial().equals(trial))
          .findFirst()
          .orElseThrow();
    }

    /** Returns the speedup of MPS over time slicing; NaN if the processes do not fit. */
    double overWithout(int processes, int tasks) {
      return ratio(outcome(processes, tasks, true, true), outcome(processes, tasks, true, false));
    }

    /**
     * Returns the speedup of several processes with MPS over one process with as many tasks as
     * each.
     */
    double overOne(int processes, int tasks) {
      return ratio(outcome(processes, tasks, true, true), outcome(1, tasks, true, false));
    }

    private static double ratio(Outcome a, Outcome b) {
      return a.fits() && b.fits() ? a.framesPerSecond() / b.framesPerSecond() : Double.NaN;
    }
  }

  @JsonProperty
  String note() {
    return "SIMULATION: no GPU was used. " + setting();
  }

  String setting() {
    return String.format(
        Locale.ROOT,
        "One %s with %d MiB, runs of %d frame%s, %.1f ms of host work a frame on a core of each task",
        gpu,
        memory >> 20,
        batch,
        batch == 1 ? "" : "s",
        hostMilliseconds);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "SIMULATION, no GPU was used. %s.", setting());
    for (Table table : networks) {
      line(
          text,
          "%n%s (%.2f GFLOP a frame, %.0f MB), simulated",
          table.network().name(),
          table.network().gflops(),
          table.network().weights() / 1e6);
      line(
          text,
          "%9s %5s %12s %12s %10s %14s %12s %12s",
          "processes",
          "tasks",
          "turns f/s",
          "MPS f/s",
          "MPS/turns",
          "MPS/1 process",
          "shared MiB",
          "private MiB");
      for (int count : processes) {
        for (int each : tasks) {
          row(text, table, count, each);
        }
      }
    }
    line(text, "%nsimulated throughput; - where the memory is not enough");
    return text.toString();
  }

  private static void row(StringBuilder text, Table table, int count, int each) {
    line(
        text,
        "%9d %5d %12s %12s %10s %14s %12s %12s",
        count,
        each,
        rate(table.outcome(count, each, true, false)),
        rate(table.outcome(count, each, true, true)),
        ratio(table.overWithout(count, each)),
        ratio(table.overOne(count, each)),
        memory(table.outcome(count, each, true, true)),
        memory(table.outcome(count, each, false, true)));
  }

  private static String rate(Outcome outcome) {
    return outcome.fits() ? String.format(Locale.ROOT, "%.0f", outcome.framesPerSecond()) : "-";
  }

  private static String ratio(double ratio) {
    return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "x%.2f", ratio);
  }

  private static String memory(Outcome outcome) {
    return outcome.fits() ? Long.toString(outcome.bytes() >> 20) : "-";
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
