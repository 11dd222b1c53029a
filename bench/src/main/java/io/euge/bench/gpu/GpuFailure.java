package io.euge.bench.gpu;

import io.euge.device.mps.MpsFault;
import java.util.regex.Pattern;

/** Distinguishes failures of points that are results of the experiment from errors. */
final class GpuFailure {
  /** What Euge, its simulated GPUs, ONNX Runtime and CUDA's libraries write. */
  private static final Pattern MEMORY =
      Pattern.compile(
          "(?i)out of memory|memory ran out|memory is full|there is no memory|no room on"
              + "|of memory, and this machine|allocate memory|smaller than requested"
              + "|ALLOC_FAILED|ALLOCATION_FAILED");

  private static final Pattern MPS = Pattern.compile("(?i)\\bmps\\b");

  private GpuFailure() {}

  /**
   * Returns whether the point failed for another reason than too little memory, or MPS at a point
   * that uses it.
   */
  static boolean isError(GpuResult result) {
    String why = result.failure();
    boolean ofMps = MpsFault.in(why).isPresent() || MPS.matcher(why).find();
    return !why.isEmpty() && !MEMORY.matcher(why).find() && !(result.point().mps() && ofMps);
  }
}
