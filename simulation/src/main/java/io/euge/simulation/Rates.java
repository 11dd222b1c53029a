package io.euge.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes the rate at which each run of the current time slice progresses. */
final class Rates {
  private Rates() {}

  static void assign(List<Run> runs, TimeSlicing slicing, GpuParameters parameters) {
    Map<Long, Double> demand = new HashMap<>();
    int in = 0;
    int out = 0;
    for (Run run : runs) {
      if (slicing.runs(run.client.sliceOwner())) {
        switch (run.phase) {
          case KERNELS -> demand.merge(run.client.process(), width(run, parameters), Double::sum);
          case COPY_IN -> in++;
          case COPY_OUT -> out++;
          case LAUNCH, DONE -> {}
        }
      }
    }
    double all = 0;
    for (Run run : runs) {
      if (demand.containsKey(run.client.process()) && run.phase == Run.Phase.KERNELS) {
        all += capped(run, demand, parameters);
      }
    }
    double part = Math.min(1, parameters.multiprocessors() / all);
    for (Run run : runs) {
      boolean scheduled = slicing.runs(run.client.sliceOwner());
      run.rate =
          switch (run.phase) {
            case LAUNCH -> 1;
            case KERNELS -> scheduled ? part * capped(run, demand, parameters) : 0;
            case COPY_IN -> scheduled ? parameters.copyBytesPerSecond() / in : 0;
            case COPY_OUT -> scheduled ? parameters.copyBytesPerSecond() / out : 0;
            case DONE -> 0;
          };
    }
  }

  /**
   * Returns the number of multiprocessors that a run would use if other processes had no kernels.
   */
  private static double capped(Run run, Map<Long, Double> demand, GpuParameters parameters) {
    double cap = run.client.share() * parameters.multiprocessors();
    double together = demand.get(run.client.process());
    return width(run, parameters) * Math.min(1, cap / together);
  }

  private static double width(Run run, GpuParameters parameters) {
    return Math.min(run.cost.width(), parameters.multiprocessors());
  }
}
