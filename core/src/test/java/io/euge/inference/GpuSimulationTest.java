package io.euge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.testing.OneSentence;
import org.junit.jupiter.api.Test;

class GpuSimulationTest {
  @Test
  void aMissingSimulationIsNamedInOneSentence() {
    assertThatThrownBy(() -> GpuSimulation.load(new ClassLoader(null) {}))
        .isInstanceOfSatisfying(
            EugeException.class,
            e ->
                assertThat(OneSentence.of(e)).contains("euge-simulation is not on the class path"));
  }
}
