package io.euge.device.mps;

import io.euge.device.gpu.ComputeMode;
import io.euge.device.gpu.Gpu;
import java.util.List;

/** Decides which GPUs MPS can share. */
final class MpsEligibility {
  private MpsEligibility() {}

  /**
   * Requires a GPU that clients can use, if any are given.
   *
   * @throws MpsException if each is divided by MIG or prohibited
   */
  static void require(List<Gpu> gpus) {
    if (!gpus.isEmpty() && gpus.stream().allMatch(gpu -> gpu.divided() || closed(gpu))) {
      throw refusal(gpus.get(0));
    }
  }

  private static boolean closed(Gpu gpu) {
    return gpu.computeMode().filter(ComputeMode.PROHIBITED::equals).isPresent();
  }

  private static MpsException refusal(Gpu gpu) {
    String smi = "(nvidia-smi -i " + gpu.index();
    return new MpsException(
        "GPU "
            + gpu.index()
            + (gpu.divided()
                ? " is divided by MIG, which excludes MPS: switch it off "
                    + smi
                    + " -mig 0), or leave this GPU out"
                : " is closed to all processes (compute mode Prohibited): open it as root "
                    + smi
                    + " -c EXCLUSIVE_PROCESS)"));
  }
}
