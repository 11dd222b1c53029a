package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.SharingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private final Map<String, String> options = new HashMap<>(Map.of("path", "videos"));
  private final Map<String, String> cluster = new HashMap<>();

  @Test
  void whatIsNotSetHasItsDefault() {
    Settings settings = settings();
    assertThat(settings.paths()).containsExactly("videos");
    assertThat(settings.model()).isNull();
    assertThat(settings.detection().confidence()).isEqualTo(0.25f);
    assertThat(settings.detection().iou()).isEqualTo(0.45f);
    assertThat(settings.detection().classes()).isEmpty();
    assertThat(settings.device()).isEqualTo(Device.CPU);
    assertThat(settings.sharing()).isEqualTo(SharingMode.PROCESS);
    assertThat(settings.batch()).isEqualTo(1);
    assertThat(settings.prefetch()).isZero();
    assertThat(settings.compiled()).isTrue();
    assertThat(settings.batching()).isEqualTo(Batching.DEFAULT);
  }

  @Test
  void anAcceleratorDecodesAheadUnlessToldOtherwise() {
    options.put("device", "cuda:0");
    assertThat(settings().prefetch()).isEqualTo(2);
    options.put("prefetch", "0");
    assertThat(settings().prefetch()).isZero();
  }

  @Test
  void batchingOfTasksIsSetInFramesAndTime() {
    options.putAll(Map.of("batching", "always", "max-batch", "16", "batch-delay", "500us"));
    assertThat(settings().batching())
        .isEqualTo(new Batching(Batching.When.ALWAYS, 16, Duration.ofNanos(500_000)));
  }

  @Test
  void settingsOfTheExecutorAreNoOptions() {
    cluster.put(ModelSettings.KEEP_ALIVE, "10min");
    cluster.put(GpuSlotsDiscovery.SLOTS, "2");
    assertThat(settings().batch()).isEqualTo(1);
    options.put("model.keepAlive", "10min");
    assertThatThrownBy(this::settings).hasMessageContaining("there is no option");
  }

  @Test
  void aSettingOfTheClusterWinsOverTheDefaultAndAnOptionOverBoth() {
    cluster.put("spark.euge.confidence", "0.5");
    cluster.put("spark.euge.sharing", "task");
    assertThat(settings().detection().confidence()).isEqualTo(0.5f);
    assertThat(settings().sharing()).isEqualTo(SharingMode.TASK);
    options.put("Confidence", "0.75");
    options.put("sharing", "process");
    assertThat(settings().detection().confidence()).isEqualTo(0.75f);
    assertThat(settings().sharing()).isEqualTo(SharingMode.PROCESS);
  }

  @Test
  void classesAreSplitAtCommasAndStripped() {
    options.put("classes", " car, traffic light ,,");
    assertThat(settings().detection().classes()).containsExactly("car", "traffic light");
  }

  @ParameterizedTest
  @CsvSource({"auto, cpu", "cpu, cpu", "cuda, cuda:0", "cuda:3, cuda:3", "' cuda ', cuda:0"})
  void aDeviceIsNamedAsTheHelpSays(String given, String device) {
    options.put("device", given);
    assertThat(settings().device()).hasToString(device);
  }

  @ParameterizedTest
  @CsvSource({
    "batching, sometimes",
    "max-batch, 0",
    "batch-delay, soon",
    "prefetch, -1",
    "compiled, perhaps",
    "confidence, 2",
    "confidence, 1",
    "confidence, -0.1",
    "confidence, NaN",
    "confidence, abc",
    "confidence, ''",
    "iou, 1.1",
    "iou, x",
    "device, gpu",
    "device, cuda:",
    "device, CUDA:-1",
    "sharing, thread",
    "batch, 0",
    "batch, 1.5",
    "batch, 99999999999"
  })
  void aValueThatCannotBeIsNamedWithItsKey(String key, String value) {
    options.put(key, value);
    assertThatThrownBy(this::settings)
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith(key + " is ")
        .hasMessageContaining("give ");
  }

  @Test
  void aWrongSettingOfTheClusterIsFoundToo() {
    cluster.put("spark.euge.batch", "many");
    assertThatThrownBy(this::settings)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("batch is 'many'");
  }

  @Test
  void everythingWrongIsSaidAtOnceWithTheNearestKey() {
    options.put("confidenc", "0.5");
    options.put("iou", "7");
    options.put("batch", "none");
    cluster.put("spark.euge.shaering", "task");
    assertThatThrownBy(this::settings)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("there is no option 'confidenc'; did you mean 'confidence'?")
        .hasMessageContaining(
            "there is no setting 'spark.euge.shaering'; did you mean 'spark.euge.sharing'?")
        .hasMessageContaining("iou is 7.0")
        .hasMessageContaining("batch is 'none'");
  }

  @Test
  void otherSettingsOfSparkAreNotOurs() {
    cluster.put("spark.sql.shuffle.partitions", "3");
    assertThat(settings().batch()).isEqualTo(1);
  }

  @Test
  void severalPathsComeAsJson() {
    options.remove("path");
    options.put("paths", "[\"a b\",\"c\\\"d\"]");
    assertThat(settings().paths()).containsExactly("a b", "c\"d");
  }

  @Test
  void withoutAPathThereIsNothingToRead() {
    options.remove("path");
    assertThatThrownBy(this::settings).hasMessageContaining("no path was given");
  }

  @Test
  void settingsTravelToExecutors() throws Exception {
    options.putAll(Map.of("classes", "car,bus", "device", "cuda:1", "model", "m.onnx"));
    assertThat(Serialized.copy(settings())).isEqualTo(settings());
  }

  private Settings settings() {
    return Settings.of(new CaseInsensitiveStringMap(options), cluster);
  }
}
