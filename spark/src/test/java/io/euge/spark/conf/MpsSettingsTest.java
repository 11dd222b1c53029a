package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.device.gpu.GpuShare;
import io.euge.spark.conf.MpsSettings.Mode;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MpsSettingsTest {
  private final SparkConf conf = new SparkConf(false);

  @Test
  void mpsIsOffByDefault() {
    assertThat(MpsSettings.of(conf).mode()).isEqualTo(Mode.OFF);
    conf.set(ClusterSettings.MPS.key(), "required");
    assertThat(MpsSettings.of(conf).mode()).isEqualTo(Mode.REQUIRED);
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "2, 100", "3, 66.6", "4, 50", "7, 28.5", "60, 3.3"})
  void theCapIsTwiceAnEqualPart(int slots, String percentage) {
    assertThat(MpsSettings.of(conf).threadPercentage(slots).map(Object::toString).orElse("100"))
        .isEqualTo(percentage);
  }

  @Test
  void theMemoryOfAClientIsItsShareInWhatTheDaemonTakes() {
    MpsSettings settings = MpsSettings.of(conf);
    assertThat(settings.memoryLimit(Optional.of(GpuShare.of(24L << 30, 4))))
        .hasToString("Optional[5G]");
    assertThat(settings.memoryLimit(Optional.of(GpuShare.of(24L << 30, 1)))).isEmpty();
    assertThat(settings.memoryLimit(Optional.empty())).isEmpty();
    conf.set(ClusterSettings.MPS_MEMORY.key(), "none");
    assertThat(MpsSettings.of(conf).memoryLimit(Optional.of(GpuShare.of(24L << 30, 4)))).isEmpty();
    conf.set(ClusterSettings.MPS_MEMORY.key(), "3G");
    conf.set(ClusterSettings.MPS_THREAD_PERCENTAGE.key(), "12.5");
    assertThat(MpsSettings.of(conf).memoryLimit(Optional.empty())).hasToString("Optional[3G]");
    assertThat(MpsSettings.of(conf).threadPercentage(9)).hasToString("Optional[12.5]");
  }

  @ParameterizedTest
  @CsvSource({
    "'', on",
    ".thread-percentage, 0",
    ".thread-percentage, 101",
    ".thread-percentage, most",
    ".memory, 1.5G",
    ".memory, 1500M",
    ".directory, ''"
  })
  void whatCannotBeIsNamedWithItsKey(String key, String value) {
    conf.set("spark.euge.mps" + key, value);
    assertThatThrownBy(() -> MpsSettings.of(conf))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("spark.euge.mps" + key + " is '" + value + "': give ");
  }
}
