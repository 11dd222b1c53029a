package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.process.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;

class ConfParserTest {
  private final Map<String, String> options = new HashMap<>();
  private final SparkConf conf = new SparkConf(false);

  @Test
  void anOptionWinsOverTheConfigurationAndThatOverTheDefault() {
    assertThat(value(ReaderOptions.BATCH)).isEqualTo(ReaderOptions.AUTO);
    conf.set("spark.euge.batch", "2");
    assertThat(value(ReaderOptions.BATCH)).isEqualTo(2);
    options.put("Batch", " 3 ");
    assertThat(value(ReaderOptions.BATCH)).isEqualTo(3);
  }

  @Test
  void anErrorNamesWhereTheValueWasGiven() {
    conf.set("spark.euge.batch", "two");
    assertThatThrownBy(() -> value(ReaderOptions.BATCH))
        .isInstanceOf(OptionException.class)
        .hasMessage("spark.euge.batch is 'two': give auto or a whole number from 1 to 1024");
    options.put("batch", "three");
    assertThatThrownBy(() -> value(ReaderOptions.BATCH))
        .hasMessage("batch is 'three': give auto or a whole number from 1 to 1024");
  }

  @Test
  void aSettingOfTheClusterCannotBeAnOption() {
    options.put("gpu.slots", "2");
    assertThatThrownBy(() -> value(ClusterSettings.GPU_SLOTS))
        .hasMessageStartingWith("there is no option 'gpu.slots'; give one of segment-seconds, fps");
  }

  @Test
  void anUnknownKeyHasNoSuggestionUnlessOneIsClose() {
    conf.set("spark.euge.gpu.nvidiasmi", "x");
    conf.set("spark.euge.color", "red");
    assertThatThrownBy(() -> ClusterSettings.check(conf))
        .hasMessage(
            "there is no setting 'spark.euge.gpu.nvidiasmi'; did you mean 'spark.euge.gpu.nvidia-smi'?;"
                + " there is no setting 'spark.euge.color'; docs/configuration.md lists all");
  }

  @Test
  void unknownNamesShareOneListOfTheOptions() {
    for (int i = 0; i < 7; i++) {
      options.put("unheard" + i, "x");
    }
    assertThatThrownBy(() -> value(ReaderOptions.BATCH))
        .message()
        .matches("there is no option ('unheard\\d', ){4}'unheard\\d' and 2 more; give one of .*")
        .containsOnlyOnce("segment-seconds");
  }

  @Test
  void aMessageHasAtMostEightErrors() {
    for (int i = 0; i < 10; i++) {
      options.put("fps" + i, "x");
    }
    assertThatThrownBy(() -> value(ReaderOptions.BATCH))
        .message()
        .matches("(there is no option 'fps\\d'; did you mean 'fps'\\?; ){8}and 2 more errors");
  }

  @Test
  void everyErrorInTheSettingsOfAClusterIsReportedAtOnce() {
    conf.set("spark.euge.model.memory", "much");
    conf.set("spark.euge.gpu.slots", "0");
    conf.set("spark.euge.gpu.policy", "random");
    conf.set("spark.euge.mps", "on");
    conf.set("spark.euge.cuda.tf32", "perhaps");
    conf.set("spark.euge.tensorrt.fp32", "true");
    assertThatThrownBy(() -> ClusterSettings.check(conf))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "there is no setting 'spark.euge.tensorrt.fp32'; did you mean"
                + " 'spark.euge.tensorrt.fp16'?; spark.euge.model.memory is 'much': give a size"
                + " such as 4g, at most 1p; spark.euge.gpu.slots is '0': give a whole number from 1 to 60;"
                + " spark.euge.gpu.policy is 'random': give spark, least-loaded or round-robin;"
                + " spark.euge.mps is 'on': give off, auto or required; spark.euge.cuda.tf32 is"
                + " 'perhaps': give true or false");
  }

  @Test
  void aKeyOfAnEarlierReleaseStillWorks() {
    conf.set("spark.euge.gpu.nvidiaSmi", "/opt/smi");
    conf.set("spark.euge.gpu.spreadAt", "0");
    assertThatThrownBy(() -> ClusterSettings.check(conf))
        .hasMessage("spark.euge.gpu.spreadAt is '0': give a whole number from 1 to 1024");
    conf.set("spark.euge.gpu.spreadAt", "3");
    ClusterSettings.check(conf);
    assertThat(GpuSettings.of(conf).spreadAt()).isEqualTo(3);
    assertThat(GpuSettings.of(conf).nvidiaSmi()).isNotEqualTo(Program.named("nvidia-smi"));
  }

  @Test
  void aDeprecatedKeyIsReportedOnceWithTheOneToUse() {
    conf.set("spark.euge.gpu.spreadAt", "3");
    conf.set("spark.euge.cuda.preferNhwc", "true");
    List<String> warnings =
        ConfParser.parse(
            conf,
            parser -> {
              assertThat(parser.value(ClusterSettings.GPU_SPREAD_AT)).isEqualTo(3);
              assertThat(parser.value(ClusterSettings.GPU_SPREAD_AT)).isEqualTo(3);
              assertThat(parser.value(ClusterSettings.CUDA_PREFER_NHWC)).isTrue();
              return parser.warnings();
            });
    assertThat(warnings)
        .containsExactly(
            "spark.euge.gpu.spreadAt is deprecated: use spark.euge.gpu.spread-at",
            "spark.euge.cuda.preferNhwc is deprecated: use spark.euge.cuda.prefer-nhwc");
  }

  @Test
  void oneSettingUnderTwoKeysIsAnError() {
    conf.set("spark.euge.model.keepAlive", "1min");
    conf.set("spark.euge.model.keep-alive", "1min");
    assertThatThrownBy(() -> ModelSettings.of(conf))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "spark.euge.model.keepAlive and spark.euge.model.keep-alive are one setting: give the"
                + " latter alone");
  }

  private <T> T value(ConfigEntry<T> entry) {
    return ConfParser.parse(
        ReaderOptions.ofDetections(),
        new CaseInsensitiveStringMap(options),
        ConfParser.map(conf),
        parser -> parser.value(entry));
  }
}
