package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuShare;
import io.euge.device.placement.Policy;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuSettingsTest {
  private final SparkConf conf = new SparkConf(false);

  @Test
  void whatIsNotSetHasItsDefault() {
    GpuSettings settings = GpuSettings.of(conf);
    assertThat(settings.slots()).isEqualTo(1);
    assertThat(settings.policy()).isEqualTo(Policy.SPARK);
    assertThat(settings.spreadAt()).isEqualTo(2);
    assertThat(settings.share(gpu(24L << 30))).contains(GpuShare.of(24L << 30, 1));
  }

  @Test
  void theShareOfAProcessFollowsFromSlotsReserveAndContext() {
    conf.set("spark.euge.gpu.slots", "4");
    conf.set("spark.euge.gpu.reserve", "2g");
    conf.set("spark.euge.gpu.context-memory", "300m");
    GpuShare share = GpuSettings.of(conf).share(gpu(24L << 30)).orElseThrow();
    assertThat(share.process()).isEqualTo((22L * 1024 / 4) << 20);
    assertThat(share.models()).isEqualTo((22L * 1024 / 4 - 300) << 20);
    conf.set("spark.euge.gpu.reserve", "10%");
    assertThat(GpuSettings.of(conf).share(gpu(4000L << 20)).orElseThrow().reserve())
        .isEqualTo(400L << 20);
    assertThatThrownBy(() -> GpuSettings.of(conf).share(gpu(1L << 30)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("use fewer slots");
  }

  @ParameterizedTest
  @CsvSource({
    "slots, 0",
    "slots, 61",
    "slots, two",
    "slots, ''",
    "policy, random",
    "reserve, 100%",
    "reserve, -1%",
    "reserve, x%",
    "reserve, -1",
    "context-memory, much",
    "spread-at, 0",
    "nvidia-smi, ''"
  })
  void whatCannotBeIsNamedWithItsKey(String key, String value) {
    conf.set("spark.euge.gpu." + key, value);
    assertThatThrownBy(() -> GpuSettings.of(conf))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("spark.euge.gpu." + key + " is '" + value + "': give ");
  }

  private static Gpu gpu(long memory) {
    return new Gpu(
        0,
        "GPU-aaaa",
        "A",
        OptionalLong.of(memory),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
