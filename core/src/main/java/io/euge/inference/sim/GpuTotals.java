package io.euge.inference.sim;

/**
 * What a GPU has done since its beginning.
 *
 * @param runs begun
 * @param busySeconds in which there was something for the GPU to do, simulated
 * @param work multiprocessor seconds of kernels
 * @param switchSeconds lost between turns, simulated
 */
public record GpuTotals(long runs, double busySeconds, double work, double switchSeconds) {
  static final GpuTotals NONE = new GpuTotals(0, 0, 0, 0);

  GpuTotals withRun() {
    return new GpuTotals(runs + 1, busySeconds, work, switchSeconds);
  }

  GpuTotals with(double busy, double more, double lost) {
    return new GpuTotals(runs, busySeconds + busy, work + more, switchSeconds + lost);
  }
}
