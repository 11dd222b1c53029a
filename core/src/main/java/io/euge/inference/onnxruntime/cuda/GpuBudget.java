package io.euge.inference.onnxruntime.cuda;

import io.euge.process.Program;
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
public record GpuBudget(OptionalLong memory, Optional<String> uuid, Program driver) {
  /** A GPU of which nothing is known. */
  public static final GpuBudget UNKNOWN =
      new GpuBudget(OptionalLong.empty(), Optional.empty(), Program.named("nvidia-smi"));
}
