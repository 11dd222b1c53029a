package io.euge.cli.detect;

import static io.euge.cli.console.HelpSections.INPUT;
import static io.euge.cli.console.HelpSections.MODEL;
import static io.euge.cli.console.HelpSections.OUTPUT;
import static io.euge.cli.console.HelpSections.SAMPLING;
import static io.euge.cli.console.HelpSections.TUNING;

import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.CropSettings;
import io.euge.spark.conf.DetectionSettings;
import io.euge.spark.conf.EngineEntries;
import io.euge.spark.conf.ModelOptions;
import io.euge.spark.conf.ReaderOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The help section of a reader option and the name of its value.
 *
 * @param section one of {@link io.euge.cli.console.HelpSections}
 * @param value such as {@code N}
 */
record OptionHelp(int section, String value) {
  /** All options of the reader; within each section the most common first. */
  static final Map<ConfigEntry<?>, OptionHelp> ALL = new LinkedHashMap<>();

  static {
    show(ReaderOptions.ON_ERROR, INPUT, "fail|skip|record");
    show(ReaderOptions.MAX_BAD_FRACTION, INPUT, "FRACTION");
    show(ReaderOptions.CAMERA_PATTERN, INPUT, "REGEX");
    show(ReaderOptions.START, INPUT, "TIME");
    show(ReaderOptions.TIME_PATTERN, INPUT, "PATTERN");
    show(ReaderOptions.TIME_ZONE, INPUT, "ZONE");

    show(ReaderOptions.FPS, SAMPLING, "N");
    show(ReaderOptions.EVERY, SAMPLING, "N");
    show(ReaderOptions.KEYFRAMES, SAMPLING, "true|false");

    show(ReaderOptions.MODEL, MODEL, "NAME|FILE");
    show(ModelOptions.HEAD, MODEL, "FAMILY");
    show(ModelOptions.LABELS, MODEL, "FILE|NAME,...");
    show(ModelOptions.PREPROCESSING, MODEL, "KEY=VALUE,...");
    show(ModelOptions.INPUT_SIZE, MODEL, "WxH");
    show(ReaderOptions.CLASSES, MODEL, "NAME,...");
    show(ReaderOptions.CONFIDENCE, MODEL, "C");
    show(ReaderOptions.IOU, MODEL, "IOU");
    show(ReaderOptions.NMS, MODEL, "class|vehicles|all|none");
    show(ReaderOptions.MAX_DETECTIONS, MODEL, "N");
    show(CropSettings.CROPS, MODEL, "jpeg|png");
    show(ReaderOptions.JPEG_QUALITY, MODEL, "Q");

    show(ReaderOptions.PROVENANCE, OUTPUT, "true|false");
    show(ReaderOptions.CONTENT_HASH, OUTPUT, "true|false");
    show(DetectionSettings.UI_FRAMES, OUTPUT, "true|false");

    show(ReaderOptions.DEVICE, TUNING, "auto|cpu|cuda|cuda:N");
    show(EngineEntries.ENGINE, TUNING, "onnxruntime|openvino");
    show(EngineEntries.PRECISION, TUNING, "f32|bf16");
    show(ReaderOptions.DECODE_ON, TUNING, "cpu|cuda");
    show(ReaderOptions.SEGMENT_SECONDS, TUNING, "S");
    show(ReaderOptions.SHARING, TUNING, "process|task");
    show(ReaderOptions.BATCH, TUNING, "N");
    show(ReaderOptions.BATCHING, TUNING, "auto|always|never");
    show(ReaderOptions.MAX_BATCH, TUNING, "N");
    show(ReaderOptions.BATCH_DELAY, TUNING, "TIME");
    show(ReaderOptions.PREFETCH, TUNING, "auto|N");
    show(ReaderOptions.COMPILED, TUNING, "true|false");
  }

  private static void show(ConfigEntry<?> option, int section, String value) {
    ALL.put(option, new OptionHelp(section, value));
  }
}
