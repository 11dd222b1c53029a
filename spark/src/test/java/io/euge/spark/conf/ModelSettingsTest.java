package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.inference.sharing.EvictionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSettingsTest {
  private final SparkConf conf = new SparkConf(false);

  @Test
  void byDefaultModelsStayUntilTheExecutorEnds() {
    ModelSettings settings = ModelSettings.of(conf);
    assertThat(settings.eviction()).isEqualTo(EvictionPolicy.UNLIMITED);
    assertThat(settings.compiledDirectory()).hasFileName("compiled");
    assertThat(settings.compiledBytes()).isEqualTo(20L << 30);
  }

  @Test
  void sizesAndTimesAreWrittenAsSparkWritesThem() {
    conf.set(ClusterSettings.MODEL_KEEP_ALIVE.key(), "10min");
    conf.set(ClusterSettings.MODEL_MEMORY.key(), "4g");
    conf.set(ClusterSettings.COMPILED_DIRECTORY.key(), "here");
    conf.set(ClusterSettings.COMPILED_SIZE.key(), "500m");
    ModelSettings settings = ModelSettings.of(conf);
    assertThat(settings.eviction())
        .isEqualTo(
            EvictionPolicy.UNLIMITED.withKeepAlive(Duration.ofMinutes(10)).withMemory(4L << 30));
    assertThat(settings.compiledDirectory()).isEqualTo(Path.of("here"));
    assertThat(settings.compiledBytes()).isEqualTo(500L << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "spark.euge.model.keep-alive, soon, 'a time such as 10min or 30s, at most 1000d'",
    "spark.euge.model.keep-alive, -1s, 'a time such as 10min or 30s, at most 1000d'",
    "spark.euge.model.memory, much, 'a size such as 4g, at most 1p'",
    "spark.euge.model.memory, 0, 'a size such as 4g, at most 1p'",
    "spark.euge.compiled.size, -5, 'a size such as 20g, at most 1p'",
    "spark.euge.drain.timeout, 10000000000s, 'a time such as 20s, at most 1h'"
  })
  void whatCannotBeIsRefusedWithItsKeyAndValue(String key, String value, String form) {
    conf.set(key, value);
    assertThatThrownBy(() -> ModelSettings.of(conf))
        .isInstanceOf(OptionException.class)
        .hasMessage(key + " is '" + value + "': give " + form);
  }
}
