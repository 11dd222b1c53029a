package io.euge.simulation;

/**
 * The cost of one run on a GPU, in the order in which it occurs.
 *
 * @param copiedIn bytes that go to the GPU first
 * @param launchSeconds the host's time to launch the kernels, in which the run needs no GPU
 * @param width multiprocessors that the kernels keep busy on average, where they get them
 * @param work multiprocessor seconds of the kernels: {@code work / width} is their time on a GPU
 *     that nobody shares
 * @param copiedOut bytes that come back
 */
public record RunCost(
    double copiedIn, double launchSeconds, double width, double work, double copiedOut) {
  public RunCost {
    if (!(copiedIn >= 0 && launchSeconds >= 0 && work >= 0 && copiedOut >= 0)
        || !(width > 0)
        || Double.isInfinite(copiedIn + launchSeconds + work + copiedOut + width)) {
      throw new IllegalArgumentException(
          "no run costs %s, %s, %s, %s, %s"
              .formatted(copiedIn, launchSeconds, width, work, copiedOut));
    }
  }

  /** A copy to the GPU and nothing else. */
  public static RunCost upload(double bytes) {
    return new RunCost(bytes, 0, 1, 0, 0);
  }
}
