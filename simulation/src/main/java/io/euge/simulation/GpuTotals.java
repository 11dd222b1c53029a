package io.euge.simulation;

/**
 * Totals of a simulated GPU since its start.
 *
 * @param runs begun
 * @param busySeconds in which there was something for the GPU to do, simulated
 * @param work multiprocessor seconds of kernels
 * @param switchSeconds lost between turns, simulated
 * @param sharedSeconds in which several processes had a run, simulated
 * @param sharedWork multiprocessor seconds of kernels in that time
 */
public record GpuTotals(
    long runs,
    double busySeconds,
    double work,
    double switchSeconds,
    double sharedSeconds,
    double sharedWork) {
  static final GpuTotals NONE = new GpuTotals(0, 0, 0, 0, 0, 0);

  GpuTotals withRun() {
    return new GpuTotals(runs + 1, busySeconds, work, switchSeconds, sharedSeconds, sharedWork);
  }

  /**
   * After some more time.
   *
   * @param busy whether there was something to do for the GPU
   * @param switching whether it lost the time between turns
   * @param shared whether several processes had a run
   */
  GpuTotals after(double seconds, double more, boolean busy, boolean switching, boolean shared) {
    return new GpuTotals(
        runs,
        busySeconds + (busy ? seconds : 0),
        work + more,
        switchSeconds + (switching ? seconds : 0),
        sharedSeconds + (shared ? seconds : 0),
        sharedWork + (shared ? more : 0));
  }
}
