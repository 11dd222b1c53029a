package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.device.Device;
import io.euge.device.DeviceRequest;
import io.euge.inference.Batching;
import io.euge.inference.sharing.SharingMode;
import io.euge.spark.Serialized;
import io.euge.spark.recording.RecordingRules;
import io.euge.spark.source.DetectionsFormat;
import io.euge.spark.source.VideoFormat;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.split.SegmentLength;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private final Map<String, String> options = new HashMap<>(Map.of("path", "videos"));
  private final Map<String, String> cluster = new HashMap<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "camera-pattern | (cam | give a regular expression with one group, or one named camera",
        "camera-pattern | cam[0-9]+ | give a regular expression with one group, or one named",
        "start | 2026-01-31 | give a date and time such as 2026-01-31T23:59:59",
        "start | noon | give a date and time such as 2026-01-31T23:59:59",
        "time-pattern | YYYYMMDD | give a pattern such as yyyyMMdd_HHmmss",
        "time-zone | Berlin | give a time zone such as Europe/Berlin or +01:00",
      })
  void whatIsNoCameraOrTimeIsOneSentence(String option, String value, String remedy) {
    options.put(option, value);
    assertThatThrownBy(this::reading)
        .hasMessageStartingWith("%s is '%s': %s".formatted(option, value, remedy))
        .hasMessageNotContaining("\n");
  }

  @Test
  void aStartThatClocksShowTwiceNeedsItsOffset() {
    options.put("time-zone", "europe/berlin");
    options.put("start", "2026-10-25T02:30:00");
    assertThatThrownBy(this::reading)
        .hasMessageContaining("start is '2026-10-25T02:30'", "Europe/Berlin", "its offset");
    options.put("start", "2026-10-25T02:30:00+01:00");
    assertThat(reading().recordings().start()).isNotNull();
  }

  @Test
  void whatIsNotSetHasItsDefault() {
    DetectionSettings settings = settings();
    assertThat(reading())
        .isEqualTo(
            new ReadSettings(
                List.of("videos"),
                SegmentLength.AUTO,
                DecodeOptions.DEFAULT,
                new RecordingRules(null, null, null, ZoneId.of("UTC")),
                ErrorPolicy.FAIL,
                StreamSettings.DEFAULT));
    assertThat(settings.model()).isNull();
    assertThat(settings.detection().confidence()).isEqualTo(0.25f);
    assertThat(settings.detection().iou()).isEqualTo(0.45f);
    assertThat(settings.detection().classes()).isEmpty();
    assertThat(settings.device()).isEqualTo(DeviceRequest.AUTO);
    assertThat(settings.sharing()).isEqualTo(SharingMode.PROCESS);
    assertThat(settings.batch(Device.CPU)).isEqualTo(1);
    assertThat(settings.batch(Device.parse("cuda:0"))).isEqualTo(8);
    assertThat(settings.prefetch(Device.CPU)).isZero();
    assertThat(settings.compiled()).isTrue();
    assertThat(settings.batching()).isEqualTo(Batching.DEFAULT);
  }

  @Test
  void anAcceleratorDecodesAheadByDefault() {
    Device gpu = Device.parse("cuda:0");
    assertThat(settings().prefetch(gpu)).isEqualTo(2);
    options.put("prefetch", "0");
    assertThat(settings().prefetch(gpu)).isZero();
    options.put("prefetch", "3");
    assertThat(settings().prefetch(Device.CPU)).isEqualTo(3);
  }

  @Test
  void batchingOfTasksIsSetInFramesAndTime() {
    options.putAll(Map.of("batching", "always", "max-batch", "16", "batch-delay", "500us"));
    assertThat(settings().batching())
        .isEqualTo(new Batching(Batching.When.ALWAYS, 16, Duration.ofNanos(500_000)));
  }

  @Test
  void aSimulatedGpuNeedsItsParameters() {
    options.put("device", "sim:0");
    assertThatThrownBy(this::settings)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(
            "device is 'sim:0', a simulated GPU: name its parameters by spark.euge.sim.parameters,"
                + " one of [t4, a10, h100] or a file");
    cluster.put(ClusterSettings.SIM_PARAMETERS.key(), "t4");
    assertThat(settings().device()).isEqualTo(DeviceRequest.parse("sim:0"));
  }

  /** Found by {@link SettingsFuzz}. */
  @Test
  void whatATerminalWouldObeyDoesNotComeBackInAMessage() {
    options.put("confidence", "0.\u001b[2J25\n");
    options.put("io\nu", "1");
    assertThatThrownBy(this::settings)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("confidence is '0.?[2J25?': give")
        .hasMessageContaining("there is no option 'io?u'");
  }

  @Test
  void settingsOfTheExecutorAreNoOptions() {
    cluster.put(ClusterSettings.MODEL_KEEP_ALIVE.key(), "10min");
    cluster.put(ClusterSettings.GPU_SLOTS.key(), "2");
    assertThat(settings().batch(Device.CPU)).isEqualTo(1);
    options.put("model.keep-alive", "10min");
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
  @CsvSource({"auto, auto", "cpu, cpu", "cuda, cuda", "cuda:3, cuda:3", "' cuda ', cuda"})
  void aDeviceIsNamedAsInTheHelp(String given, String device) {
    options.put("device", given);
    assertThat(settings().device()).hasToString(device);
  }

  @Test
  void badInputFailsAQueryByDefault() {
    assertThat(reading().errors()).isEqualTo(ErrorPolicy.FAIL);
    assertThat(reading().errors().tolerant()).isFalse();
    options.putAll(Map.of("on-error", "Skip", "max-bad-fraction", "0.1"));
    assertThat(reading().errors()).isEqualTo(new ErrorPolicy(OnError.SKIP, 0.1, ""));
    assertThat(reading().errors().tolerant()).isTrue();
  }

  @Test
  void whoRecordsErrorsMustSayWhere() {
    cluster.put("spark.euge.on-error", "record");
    assertThatThrownBy(this::settings)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("give errors, the directory");
    options.put("errors", "bad");
    assertThat(reading().errors()).isEqualTo(new ErrorPolicy(OnError.RECORD, 1, "bad"));
  }

  @ParameterizedTest
  @CsvSource({
    "on-error, ignore",
    "max-bad-fraction, 10%",
    "max-bad-fraction, -0.1",
    "max-bad-fraction, 1.1",
    "max-bad-fraction, NaN",
    "batching, sometimes",
    "max-batch, 0",
    "batch-delay, soon",
    "batch-delay, -2ms",
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
    "batch, 99999999999",
    "segment-seconds, -1",
    "segment-seconds, NaN",
    "segment-seconds, Infinity",
    "segment-seconds, a minute",
    "segment-seconds, ''",
    "fps, 0",
    "fps, 1001",
    "fps, NaN",
    "fps, fast",
    "every, 0",
    "every, 2.5",
    "keyframes, perhaps"
  })
  void aValueThatCannotBeIsNamedWithItsKey(String key, String value) {
    options.put(key, value);
    assertThatThrownBy(this::settings)
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith(key + " is ")
        .hasMessageContaining("give ");
  }

  @Test
  void samplingIsOneOfThreeRules() {
    options.put("fps", "0.5");
    assertThat(sampling()).isEqualTo(Sampling.perSecond(0.5));
    options.remove("fps");
    options.put("every", "7");
    assertThat(sampling()).isEqualTo(Sampling.every(7));
    options.put("keyframes", "false");
    assertThat(sampling()).isEqualTo(Sampling.every(7));
    options.remove("every");
    options.put("keyframes", "true");
    assertThat(sampling()).isEqualTo(Sampling.KEYFRAMES);
    options.put("keyframes", "false");
    assertThat(sampling()).isEqualTo(Sampling.ALL);
  }

  @Test
  void rulesOfSamplingExcludeEachOther() {
    options.putAll(Map.of("every", "5", "keyframes", "true", "fps", "1"));
    assertThatThrownBy(this::reading)
        .isInstanceOf(OptionException.class)
        .hasMessage("fps and every and keyframes exclude each other: give one of them");
  }

  @Test
  void aReadersSamplingTakesThePlaceOfTheClusters() {
    cluster.put("spark.euge.fps", "1");
    assertThat(sampling()).isEqualTo(Sampling.perSecond(1));
    options.put("every", "5");
    assertThat(sampling()).isEqualTo(Sampling.every(5));
    options.remove("every");
    options.put("keyframes", "false");
    assertThat(sampling()).isEqualTo(Sampling.ALL);
  }

  @Test
  void videosAreSplitOrNot() {
    options.put("segment-seconds", "0");
    assertThat(reading().segments()).isEqualTo(SegmentLength.of(0));
    options.put("segment-seconds", "12.5");
    assertThat(reading().segments()).isEqualTo(SegmentLength.of(12.5));
    options.put("segment-seconds", "auto");
    assertThat(reading().segments()).isEqualTo(SegmentLength.AUTO);
  }

  @Test
  void imagesAreStructsOrFiles() {
    assertThat(image()).isEqualTo(new ImageSettings(false, 90));
    options.putAll(Map.of("image-format", "jpeg", "jpeg-quality", "75"));
    assertThat(image()).isEqualTo(new ImageSettings(true, 75));
    options.putAll(Map.of("image-format", "png", "jpeg-quality", "101"));
    assertThatThrownBy(this::image)
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "image-format is 'png': give struct or jpeg; "
                + "jpeg-quality is '101': give a whole number from 1 to 100");
  }

  @Test
  void framesAloneHaveNoOptionsOfDetection() {
    options.put("confidence", "0.5");
    assertThatThrownBy(this::image)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("there is no option 'confidence'");
    options.remove("confidence");
    cluster.put("spark.euge.confidence", "any");
    assertThat(image().jpeg()).isFalse();
    options.put("image-format", "jpeg");
    assertThatThrownBy(this::settings)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("there is no option 'image-format'");
  }

  @Test
  void aWrongSettingOfTheClusterIsFoundToo() {
    cluster.put("spark.euge.batch", "many");
    assertThatThrownBy(this::settings)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("batch is 'many'");
  }

  @Test
  void allErrorsAreReportedAtOnceWithTheNearestKey() {
    options.put("confidenc", "0.5");
    options.put("iou", "7");
    options.put("batch", "none");
    cluster.put("spark.euge.shaering", "task");
    assertThatThrownBy(this::settings)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("there is no option 'confidenc'; did you mean 'confidence'?")
        .hasMessageContaining(
            "there is no setting 'spark.euge.shaering'; did you mean 'spark.euge.sharing'?")
        .hasMessageContaining("iou is '7'")
        .hasMessageContaining("batch is 'none'");
  }

  @Test
  void otherSettingsOfSparkAreNotOurs() {
    cluster.put("spark.sql.shuffle.partitions", "3");
    assertThat(settings().batch(Device.CPU)).isEqualTo(1);
  }

  @Test
  void severalPathsComeAsJson() {
    options.remove("path");
    options.put("paths", "[\"a b\",\"c\\\"d\"]");
    assertThat(reading().paths()).containsExactly("a b", "c\"d");
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
    options.put("fps", "2.5");
    assertThat(Serialized.copy(reading())).isEqualTo(reading());
  }

  private DetectionSettings settings() {
    return format().settings();
  }

  private Sampling sampling() {
    return reading().decode().sampling();
  }

  private ImageSettings image() {
    return VideoFormat.of(new CaseInsensitiveStringMap(options), cluster).image();
  }

  private ReadSettings reading() {
    return format().reading();
  }

  private DetectionsFormat format() {
    return DetectionsFormat.of(new CaseInsensitiveStringMap(options), cluster);
  }
}
