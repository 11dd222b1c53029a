package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.simulation.GpuParameters;
import io.euge.simulation.testing.SimulatedGpus;
import io.euge.testing.OneSentence;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimSettingsTest {
  @TempDir Path folder;
  private final SparkConf conf = new SparkConf(false);

  @Test
  void nothingIsSimulatedByDefault() {
    assertThat(SimSettings.of(conf)).isEmpty();
  }

  @Test
  void aTypeIsBuiltInOrInAFile() {
    conf.set(ClusterSettings.SIM_PARAMETERS.key(), " t4 ");
    assertThat(SimSettings.of(conf)).contains(GpuParameters.of("t4"));
    conf.set(ClusterSettings.SIM_PARAMETERS.key(), SimulatedGpus.instant(folder).toString());
    assertThat(SimSettings.of(conf).orElseThrow().name()).isEqualTo("for tests (simulated)");
  }

  @Test
  void whatIsNeitherIsRefusedInOneSentence() {
    for (String wrong : new String[] {"h900", "\0", "no\u001bsuch", ""}) {
      conf.set(ClusterSettings.SIM_PARAMETERS.key(), wrong);
      assertThatThrownBy(() -> SimSettings.of(conf))
          .isInstanceOfSatisfying(
              EugeException.class,
              e -> assertThat(OneSentence.of(e)).contains("one of [t4, a10, h100]"));
    }
  }
}
