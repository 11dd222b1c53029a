package io.euge.spark.conf;

import io.euge.detection.DetectionOptions;
import io.euge.detection.Suppression;
import io.euge.device.DeviceRequest;
import io.euge.inference.Batching;
import io.euge.inference.sharing.SharingMode;
import io.euge.spark.recording.CameraPattern;
import io.euge.spark.recording.TimePattern;
import io.euge.video.DecodeDevice;
import io.euge.video.RecordingTime;
import io.euge.video.Sampling;
import io.euge.video.split.SegmentLength;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All options of the readers. An option of a reader overrides the same name in Spark's
 * configuration ({@link ConfigEntry#key}), which overrides the default.
 */
public final class ReaderOptions {
  /** As many as the device gains from. */
  public static final int AUTO = -1;

  /** Far more frames of a run than any device gains from. */
  static final int MAX_BATCH_SIZE = 1024;

  private static final int MAX_PREFETCH = 64;

  private static final List<ConfigEntry<?>> ENTRIES = new ArrayList<>();

  public static final ConfigEntry<SegmentLength> SEGMENT_SECONDS =
      listed(
          ConfigEntry.of(
              ConfigGroup.READING,
              "segment-seconds",
              ValueType.between("a number of seconds from 0 to 1000000000", 0, 1e9)
                  .map(SegmentLength::of)
                  .orAuto(SegmentLength.AUTO),
              "auto",
              "Split videos at keyframes into tasks of about this length; auto is 60, or shorter"
                  + " if few videos would not use all cores; 0 never splits"));

  public static final ConfigEntry<Sampling> FPS =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.READING,
              "fps",
              new ValueType<>(
                  "a number above 0, at most 1000",
                  text -> Sampling.perSecond(Double.parseDouble(text))),
              "",
              () -> Sampling.ALL,
              "Sample N frames per second: the first frame at or after each k/N seconds"));

  public static final ConfigEntry<Sampling> EVERY =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.READING,
              "every",
              new ValueType<>(
                  "a whole number from 1", text -> Sampling.every(Long.parseLong(text))),
              "",
              () -> Sampling.ALL,
              "Read only frames whose index is a multiple of this"));

  public static final ConfigEntry<Boolean> KEYFRAMES =
      listed(
          ConfigEntry.of(
              ConfigGroup.READING, "keyframes", ValueType.BOOLEAN, "false", "Read only keyframes"));

  /** Those that select frames, and exclude each other. */
  static final List<ConfigEntry<?>> SAMPLING = List.of(FPS, EVERY, KEYFRAMES);

  public static final ConfigEntry<Optional<CameraPattern>> CAMERA_PATTERN =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.READING,
              "camera-pattern",
              new ValueType<>(
                      "a regular expression with one group, or one named camera, such as cam([0-9]+)",
                      CameraPattern::parse)
                  .optional(),
              "the directory below the given path, else the file name",
              Optional::empty,
              "Find the camera in the path of a video"));

  public static final ConfigEntry<Optional<RecordingTime>> START =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.READING,
              "start",
              new ValueType<>(
                      "a date and time such as 2026-01-31T23:59:59 or 2026-01-31T23:59:59+01:00",
                      RecordingTime::parse)
                  .optional(),
              "",
              Optional::empty,
              "The time at which the first frame of each video was recorded"));

  public static final ConfigEntry<Optional<TimePattern>> TIME_PATTERN =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.READING,
              "time-pattern",
              new ValueType<>(
                      "a pattern such as yyyyMMdd_HHmmss, or a regular expression with groups named"
                          + " year, month, day, hour, minute and second",
                      TimePattern::parse)
                  .optional(),
              "the creation time in the file",
              Optional::empty,
              "Find the time of the first frame in the name of a video"));

  public static final ConfigEntry<ZoneId> TIME_ZONE =
      listed(
          ConfigEntry.of(
              ConfigGroup.READING,
              "time-zone",
              ValueType.timeZone(),
              "UTC",
              "The time zone of times without an offset"));

  public static final ConfigEntry<DecodeDevice> DECODE_ON =
      listed(
          ConfigEntry.of(
              ConfigGroup.READING,
              "decode-on",
              ValueType.choice("cpu or cuda", DecodeDevice.class),
              "cpu",
              "Decode videos on the CPU or with the decoder of an NVIDIA GPU"));

  public static final ConfigEntry<OnError> ON_ERROR =
      listed(
          ConfigEntry.of(
              ConfigGroup.READING,
              "on-error",
              ValueType.choice("fail, skip or record", OnError.class),
              "fail",
              "What to do with corrupt videos: fail the job, skip what cannot be read, or skip"
                  + " and record it"));

  public static final ConfigEntry<Double> MAX_BAD_FRACTION =
      listed(
          ConfigEntry.of(
              ConfigGroup.READING,
              "max-bad-fraction",
              ValueType.between("a number from 0 to 1", 0, 1),
              "1",
              "Fail the job if more than this fraction of the videos is corrupt or cannot be "
                  + "read"));

  public static final ConfigEntry<String> ERRORS =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.READING,
              "errors",
              ValueType.text("a directory"),
              "",
              () -> "",
              "The directory of the error table, if on-error is record"));

  public static final ConfigEntry<Optional<String>> MODEL =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.DETECTION,
              "model",
              ValueType.text("a name in the catalogue, an .onnx file or a Darknet .cfg file")
                  .optional(),
              "",
              Optional::empty,
              "The model"));

  static {
    ENTRIES.addAll(ModelOptions.all());
  }

  public static final ConfigEntry<Float> CONFIDENCE =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "confidence",
              number("a number in [0, 1)", number -> number >= 0 && number < 1),
              "0.25",
              "Keep only boxes above this confidence"));

  public static final ConfigEntry<Float> IOU =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "iou",
              number("a number from 0 to 1", number -> number >= 0 && number <= 1),
              "0.45",
              "Suppress boxes that overlap another one by more than this (nms)"));

  public static final ConfigEntry<List<String>> CLASSES =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.DETECTION,
              "classes",
              ValueType.list("labels or numbers of classes with commas between"),
              "",
              List::of,
              "Keep only these classes"));

  public static final ConfigEntry<Suppression> NMS =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.DETECTION,
              "nms",
              ValueType.choice(
                  "class, vehicles, all or none",
                  Map.of(
                      "class", Suppression.CLASS,
                      "vehicles", Suppression.VEHICLES,
                      "all", Suppression.ALL,
                      "none", Suppression.NONE)),
              "`class`; `none` for families that need no suppression",
              () -> Suppression.DEFAULT,
              "Suppress overlapping boxes of the same class, also between car, motorcycle, bus"
                  + " and truck, between all classes, or none"));

  public static final ConfigEntry<Integer> MAX_DETECTIONS =
      listed(
          ConfigEntry.withDefault(
              ConfigGroup.DETECTION,
              "max-detections",
              ValueType.upTo(1_000_000),
              "no limit",
              () -> DetectionOptions.NO_LIMIT,
              "Keep at most this many boxes per frame, those of the highest confidence"));

  static {
    ENTRIES.add(CropSettings.CROPS);
  }

  public static final ConfigEntry<Boolean> PROVENANCE =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "provenance",
              ValueType.BOOLEAN,
              "true",
              "Add a column with the model, options and file that a row results from"));

  public static final ConfigEntry<Boolean> CONTENT_HASH =
      listed(DetectionSettings.CONTENT_HASH_ENTRY);

  public static final ConfigEntry<DeviceRequest> DEVICE =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "device",
              new ValueType<>("auto, cpu, cuda or cuda:N", DeviceRequest::parse),
              "auto",
              "The device that runs the model; auto is a GPU if CUDA works, else the CPU"));

  static {
    ENTRIES.addAll(EngineEntries.options());
  }

  public static final ConfigEntry<SharingMode> SHARING =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "sharing",
              ValueType.choice("process or task", SharingMode.class),
              "process",
              "One copy of the model per process or per task"));

  public static final ConfigEntry<Integer> BATCH =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "batch",
              ValueType.upTo(MAX_BATCH_SIZE).orAuto(AUTO),
              "auto",
              "Frames that a task submits at once; auto is max-batch, and 1 on the CPU"));

  public static final ConfigEntry<Batching.When> BATCHING =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "batching",
              ValueType.choice(
                  "auto, always or never",
                  Map.of(
                      "auto", Batching.When.ACCELERATOR,
                      "always", Batching.When.ALWAYS,
                      "never", Batching.When.NEVER)),
              "auto",
              "Run frames of different tasks in one batch; auto does so on accelerators only"));

  public static final ConfigEntry<Integer> MAX_BATCH =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "max-batch",
              ValueType.upTo(MAX_BATCH_SIZE),
              "8",
              "The largest batch of frames of different tasks"));

  public static final ConfigEntry<Duration> BATCH_DELAY =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "batch-delay",
              ValueType.time("a time such as 2ms or 500us", TimeUnit.MICROSECONDS, "1min"),
              "2ms",
              "The longest time to wait for frames of other tasks"));

  public static final ConfigEntry<Integer> PREFETCH =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "prefetch",
              new ValueType<>("a whole number from 0 to " + MAX_PREFETCH, ReaderOptions::count)
                  .orAuto(AUTO),
              "auto",
              "Batches to decode ahead; auto is 2, and 0 on the CPU"));

  public static final ConfigEntry<Boolean> COMPILED =
      listed(
          ConfigEntry.of(
              ConfigGroup.DETECTION,
              "compiled",
              ValueType.BOOLEAN,
              "true",
              "Map a compiled model that all processes of the host share, on the CPU"));

  static {
    ENTRIES.add(DetectionSettings.UI_FRAMES);
    ENTRIES.add(ImageSettings.FORMAT);
  }

  public static final ConfigEntry<Integer> JPEG_QUALITY = listed(ImageSettings.JPEG_QUALITY_ENTRY);

  static {
    ENTRIES.addAll(StreamSettings.entries());
  }

  private ReaderOptions() {}

  /** Returns all options, in the order of the documentation. */
  static List<ConfigEntry<?>> all() {
    return Collections.unmodifiableList(ENTRIES);
  }

  /** Returns those of {@code format("detections")}. */
  public static List<ConfigEntry<?>> ofDetections() {
    return ENTRIES.stream()
        .filter(entry -> entry.group() != ConfigGroup.IMAGES || entry.equals(JPEG_QUALITY))
        .toList();
  }

  /** Returns those of {@code format("video")}. */
  public static List<ConfigEntry<?>> ofVideo() {
    return without(ConfigGroup.DETECTION);
  }

  /** Returns the names of the options that select frames, and exclude each other. */
  public static Set<String> sampling() {
    return SAMPLING.stream().map(ConfigEntry::name).collect(Collectors.toSet());
  }

  /** Returns the options that select frames. */
  public static List<ConfigEntry<?>> samplingEntries() {
    return SAMPLING;
  }

  private static List<ConfigEntry<?>> without(ConfigGroup group) {
    return ENTRIES.stream().filter(entry -> entry.group() != group).toList();
  }

  private static <T> ConfigEntry<T> listed(ConfigEntry<T> entry) {
    ENTRIES.add(entry);
    return entry;
  }

  private static int count(String text) {
    return text.equals("0") ? 0 : ValueType.upTo(MAX_PREFETCH).parse(text);
  }

  private static ValueType<Float> number(String form, Predicate<Float> condition) {
    return new ValueType<>(form, Float::valueOf).where(form, condition);
  }
}
