package io.euge.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Divides a GPU among the runs whose turn it is. */
final class Rates {
  private Rates() {}

  static void give(List<Run> runs, Turns turns, GpuParameters parameters) {
    Map<Long, Double> asked = new HashMap<>();
    int in = 0;
    int out = 0;
    for (Run run : runs) {
      if (turns.runs(run.client.turn())) {
        switch (run.phase) {
          case KERNELS -> asked.merge(run.client.process(), width(run, parameters), Double::sum);
          case COPY_IN -> in++;
          case COPY_OUT -> out++;
          case LAUNCH, DONE -> {}
        }
      }
    }
    double all = 0;
    for (Run run : runs) {
      if (asked.containsKey(run.client.process()) && run.phase == Run.Phase.KERNELS) {
        all += capped(run, asked, parameters);
      }
    }
    double part = Math.min(1, parameters.multiprocessors() / all);
    for (Run run : runs) {
      boolean turn = turns.runs(run.client.turn());
      run.rate =
          switch (run.phase) {
            case LAUNCH -> 1;
            case KERNELS -> turn ? part * capped(run, asked, parameters) : 0;
            case COPY_IN -> turn ? parameters.copyBytesPerSecond() / in : 0;
            case COPY_OUT -> turn ? parameters.copyBytesPerSecond() / out : 0;
            case DONE -> 0;
          };
    }
  }

  /** What a run gets if other processes ask for nothing. */
  private static double capped(Run run, Map<Long, Double> asked, GpuParameters parameters) {
    double cap = run.client.share() * parameters.multiprocessors();
    double together = asked.get(run.client.process());
    return width(run, parameters) * Math.min(1, cap / together);
  }

  private static double width(Run run, GpuParameters parameters) {
    return Math.min(run.cost.width(), parameters.multiprocessors());
  }
}
