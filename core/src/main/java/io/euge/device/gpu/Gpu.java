package io.euge.device.gpu;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A GPU as the driver reported it at one moment. Values that it did not report are empty.
 *
 * @param index the driver's own count from 0; CUDA may count otherwise, so name a GPU by its UUID
 * @param uuid {@code GPU-} and its number, which no other GPU has
 * @param name what its maker calls it
 * @param memoryTotal bytes
 * @param memoryUsed bytes, by all processes
 * @param utilisation percent of the last moments in which a kernel ran; empty under MIG
 * @param computeMode which processes may use it
 * @param mig whether it is divided by MIG; empty where the model cannot be
 */
public record Gpu(
    int index,
    String uuid,
    String name,
    OptionalLong memoryTotal,
    OptionalLong memoryUsed,
    OptionalInt utilisation,
    Optional<ComputeMode> computeMode,
    Optional<Boolean> mig) {

  public Gpu {
    Objects.requireNonNull(uuid);
    Objects.requireNonNull(name);
  }

  /** Returns whether MIG divides it into instances, which have their own UUIDs. */
  public boolean divided() {
    return mig.orElse(false);
  }

  /** Returns whether this is the GPU's index or UUID. */
  public boolean isCalled(String indexOrUuid) {
    return indexOrUuid.equals(String.valueOf(index)) || indexOrUuid.equalsIgnoreCase(uuid);
  }
}
