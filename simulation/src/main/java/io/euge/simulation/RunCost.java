package io.euge.simulation;

/**
 * The cost of one run on a GPU; the phases run in the order of the parameters.
 *
 * @param copiedIn bytes copied to the GPU
 * @param launchSeconds host time to launch the kernels, during which the run does not use the GPU
 * @param width average number of multiprocessors that the kernels use if available
 * @param work multiprocessor-seconds of the kernels; {@code work / width} is their duration on a
 *     GPU that is not shared
 * @param copiedOut bytes copied back to the host
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

  /** Returns the cost of a copy to the GPU without kernels. */
  public static RunCost upload(double bytes) {
    return new RunCost(bytes, 0, 1, 0, 0);
  }
}
