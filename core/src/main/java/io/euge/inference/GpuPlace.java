package io.euge.inference;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an engine is told of the GPU behind a device.
 *
 * @param memory bytes that this process may take of it for models and their runs; empty if nobody
 *     knows
 * @param uuid as the driver names it; empty if nobody knows
 */
public record GpuPlace(OptionalLong memory, Optional<String> uuid) {
  /** A GPU of which nothing is known. */
  public static final GpuPlace UNKNOWN = new GpuPlace(OptionalLong.empty(), Optional.empty());
}
