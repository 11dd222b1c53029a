package io.euge.simulation;

import io.euge.inference.GpuSimulation;
import java.util.List;

/** Provides the simulated GPUs of {@link VirtualGpu}. */
public final class FluidGpuSimulation implements GpuSimulation {
  @Override
  public List<String> typeNames() {
    return GpuParameters.NAMES;
  }

  @Override
  public GpuParameters type(String nameOrFile) {
    return GpuParameters.of(nameOrFile);
  }
}
