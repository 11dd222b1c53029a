package io.euge.inference;

import io.euge.device.Program;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an engine is told of the GPU behind a device.
 *
 * @param memory bytes that this process may take of it for models and their runs; empty if nobody
 *     knows
 * @param uuid as the driver names it; empty if nobody knows
 * @param driver the {@code nvidia-smi} to ask for more
 */
public record GpuPlace(OptionalLong memory, Optional<String> uuid, Program driver) {
  /** A GPU of which nothing is known. */
  public static final GpuPlace UNKNOWN =
      new GpuPlace(OptionalLong.empty(), Optional.empty(), Program.named("nvidia-smi"));
}
