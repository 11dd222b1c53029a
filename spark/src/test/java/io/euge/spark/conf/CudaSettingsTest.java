package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.inference.onnxruntime.GpuOptions;
import io.euge.inference.onnxruntime.cuda.ArenaGrowth;
import io.euge.inference.onnxruntime.cuda.ConvolutionSearch;
import io.euge.inference.onnxruntime.cuda.CudaOptions;
import io.euge.inference.onnxruntime.tensorrt.TensorRtOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaSettingsTest {
  private final SparkConf conf = new SparkConf(false);

  @Test
  void nothingSetIsTheUsual() {
    assertThat(CudaSettings.of(conf)).isEqualTo(GpuOptions.DEFAULT);
  }

  @Test
  void everySettingIsTaken() {
    settings().forEach(conf::set);
    assertThat(settings())
        .containsOnlyKeys(
            ClusterSettings.all().stream()
                .filter(
                    entry ->
                        entry.group() == ConfigGroup.CUDA || entry.group() == ConfigGroup.TENSORRT)
                .filter(entry -> !entry.equals(EngineEntries.CUDA_LIBRARIES)) // Read by the loader.
                .map(ConfigEntry::key)
                .toList());
    assertThat(CudaSettings.of(conf))
        .isEqualTo(
            new GpuOptions(
                new CudaOptions(
                    OptionalLong.of(8L << 30),
                    ArenaGrowth.NEXT_POWER_OF_TWO,
                    ConvolutionSearch.EXHAUSTIVE,
                    false,
                    false,
                    true,
                    true),
                Optional.of(
                    new TensorRtOptions(
                        true, OptionalLong.of(1 << 30), 16, Path.of("here"), 500 << 20)),
                true,
                false));
  }

  @Test
  void tensorRtIsUsedOnlyOnRequest() {
    settings().forEach(conf::set);
    conf.set(ClusterSettings.TENSORRT_ENABLED.key(), "false");
    assertThat(CudaSettings.of(conf).tensorRt()).isEmpty();
    conf.remove(ClusterSettings.TENSORRT_DIRECTORY.key());
    conf.set(ClusterSettings.TENSORRT_ENABLED.key(), "true");
    assertThat(CudaSettings.of(conf).tensorRt().orElseThrow().directory()).hasFileName("tensorrt");
  }

  @ParameterizedTest
  @CsvSource({
    "spark.euge.cuda.memory-limit, much, 'a size such as 4g, at most 1p'",
    "spark.euge.cuda.memory-limit, 0, 'a size such as 4g, at most 1p'",
    "spark.euge.cuda.arena-growth, SAME_AS_REQUESTED, same-as-requested or next-power-of-two",
    "spark.euge.cuda.convolution-search, fast, 'heuristic, exhaustive or default'",
    "spark.euge.cuda.tf32, yes, true or false",
    "spark.euge.tensorrt.enabled, 1, true or false",
    "spark.euge.tensorrt.max-batch, 0, a whole number from 1 to 1024",
    "spark.euge.tensorrt.directory, '', a directory",
    "spark.euge.tensorrt.size, -1g, 'a size such as 4g, at most 1p'",
  })
  void whatCannotBeIsRefusedWithItsKeyAndValue(String key, String value, String form) {
    conf.set(key, value);
    assertThatThrownBy(() -> CudaSettings.of(conf))
        .isInstanceOf(OptionException.class)
        .hasMessage(key + " is '" + value + "': give " + form);
  }

  @Test
  void readersKnowTheSettings() {
    assertThat(UnknownNames.ofSettings(settings().keySet())).isEmpty();
  }

  private static Map<String, String> settings() {
    Map<String, String> all = new HashMap<>();
    all.put("spark.euge.cuda.memory-limit", "8g");
    all.put("spark.euge.cuda.arena-growth", "next-power-of-two");
    all.put("spark.euge.cuda.convolution-search", "exhaustive");
    all.put("spark.euge.cuda.max-convolution-workspace", "false");
    all.put("spark.euge.cuda.copy-in-default-stream", "false");
    all.put("spark.euge.cuda.prefer-nhwc", "true");
    all.put("spark.euge.cuda.tf32", "true");
    all.put("spark.euge.cuda.weights-outside-arena", "true");
    all.put("spark.euge.cuda.fallback", "false");
    all.put("spark.euge.tensorrt.enabled", "true");
    all.put("spark.euge.tensorrt.fp16", "true");
    all.put("spark.euge.tensorrt.workspace", "1g");
    all.put("spark.euge.tensorrt.max-batch", "16");
    all.put("spark.euge.tensorrt.directory", "here");
    all.put("spark.euge.tensorrt.size", "500m");
    return all;
  }
}
