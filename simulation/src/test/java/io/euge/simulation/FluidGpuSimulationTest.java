package io.euge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.inference.GpuSimulation;
import org.junit.jupiter.api.Test;

class FluidGpuSimulationTest {
  @Test
  void theServiceLoaderFindsIt() {
    assertThat(GpuSimulation.load()).isInstanceOf(FluidGpuSimulation.class);
  }

  @Test
  void everyBuiltInTypeHasItsParameters() {
    GpuSimulation simulation = GpuSimulation.load();
    assertThat(simulation.typeNames()).containsExactly("t4", "a10", "h100");
    assertThat(simulation.typeNames())
        .allSatisfy(name -> assertThat(simulation.type(name)).isEqualTo(GpuParameters.of(name)));
  }
}
