package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.euge.OptionException;
import io.euge.device.Device;
import io.euge.device.mps.MemoryLimit;
import io.euge.spark.source.DetectionsFormat;
import io.euge.testing.OneSentence;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the options of a reader and a cluster, they are settings or one sentence. */
class SettingsFuzz {
  static Stream<byte[]> options() {
    String all =
        ReaderOptions.all().stream()
            .map(option -> option.name() + "=" + option.defaultText().orElse("") + "\n")
            .collect(Collectors.joining());
    return Stream.of(
            all,
            "device=cuda:1\nprefetch=3\nbatch-delay=500us\nclasses=car,,bus\nbatching=always\n",
            "spark.euge.iou=0.5\nspark.euge.model.memory=4g\nspark.euge.model.keep-alive=10min\n",
            "spark.euge.gpu.slots=4\nspark.euge.gpu.reserve=1g\nspark.euge.mps=auto\nspark.euge.mps.memory=2G\n",
            "Iuo=1\nspark.euge.modle=x\npath=y\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("options")
  @DictionaryEntries({
    "confidence=NaN\\x0A",
    "iou=-0\\x0A",
    "device=cuda:99999999999\\x0A",
    "batch=2147483648\\x0A",
    "batch-delay=9223372036854775807d\\x0A",
    "batch-delay=-2ms\\x0A",
    "spark.euge.model.memory=8192p\\x0A",
    "spark.euge.model.keep-alive=-1s\\x0A",
    "spark.euge.compiled.directory=\\x00\\x0A",
    "sharing=",
    "classes=",
    "prefetch=",
    "spark.euge.gpu.reserve=5%\\x0A",
    "spark.euge.gpu.slots=60\\x0A",
    "spark.euge.mps.memory=4G\\x0A",
    "spark.euge.mps.thread-percentage=33.3\\x0A",
    "spark.euge.mps=required\\x0A"
  })
  @FuzzTest(maxDuration = "5s")
  void optionsAreSettingsOrASentence(byte @NotNull [] bytes) {
    Map<String, String> options = new HashMap<>(Map.of("path", "videos"));
    Map<String, String> cluster = new HashMap<>();
    SparkConf conf = new SparkConf(false);
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      String[] parts = line.split("=", 2);
      if (parts.length < 2 || parts[0].toLowerCase(Locale.ROOT).equals("paths")) {
        continue; // Spark alone writes the paths, as JSON.
      }
      if (parts[0].startsWith("spark.")) {
        cluster.put(parts[0], parts[1]);
        conf.set(parts[0], parts[1]);
      } else {
        options.put(parts[0], parts[1]);
      }
    }
    try {
      DetectionSettings settings =
          DetectionsFormat.of(new CaseInsensitiveStringMap(options), cluster).settings();
      assertThat(settings.batch(Device.CPU)).isPositive();
      assertThat(settings.batch(Device.parse("cuda:0"))).isPositive();
      assertThat(settings.batching().maxDelay())
          .satisfies(delay -> assertThat(delay.isNegative()).isFalse());
    } catch (OptionException e) {
      OneSentence.of(e);
    }
    try {
      assertThat(ModelSettings.of(conf).compiledBytes()).isPositive();
    } catch (OptionException e) {
      OneSentence.of(e);
    }
    try {
      GpuSettings gpus = GpuSettings.of(conf);
      assertThat(gpus.slots()).isBetween(1, 60);
      MpsSettings mps = MpsSettings.of(conf);
      assertThat(mps.threadPercentage(gpus.slots()).map(cap -> cap.percent().signum()).orElse(1))
          .isOne();
      assertThat(mps.memoryLimit(Optional.empty()).map(MemoryLimit::bytes).orElse(1L)).isPositive();
    } catch (OptionException e) {
      OneSentence.of(e);
    }
  }
}
