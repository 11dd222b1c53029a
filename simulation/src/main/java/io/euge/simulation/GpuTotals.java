package io.euge.simulation;

/**
 * Totals of a simulated GPU since its start.
 *
 * @param runs number of runs started
 * @param busySeconds simulated seconds in which the GPU had work
 * @param work multiprocessor-seconds of kernels
 * @param switchSeconds simulated seconds spent on switches between processes
 * @param sharedSeconds simulated seconds in which several processes had a run
 * @param sharedWork multiprocessor-seconds of kernels in {@code sharedSeconds}
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
   * Returns the totals after an interval.
   *
   * @param seconds length of the interval in simulated seconds
   * @param more multiprocessor-seconds of kernels in the interval
   * @param busy whether the GPU had work
   * @param switching whether the GPU was switching between processes
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
