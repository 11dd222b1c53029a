package io.euge.cli.detect;

import io.euge.device.gpu.GpuInventory;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.inference.EngineType;
import io.euge.inference.openvino.OpenVinoEngine;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.EngineEntries;
import io.euge.spark.conf.ReaderOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Says that another engine is installed that may be faster. */
final class EngineAdvice {
  private EngineAdvice() {}

  /**
   * Returns the advice for a job on this machine.
   *
   * @param given the options of the reader, as typed
   * @param conf the settings that Spark was started with
   */
  static Optional<String> of(Map<ConfigEntry<?>, String> given, Map<String, String> conf) {
    return value(EngineEntries.ENGINE, given, conf)
                .equalsIgnoreCase(EngineType.ONNXRUNTIME.option())
            && onProcessor(value(ReaderOptions.DEVICE, given, conf))
        ? of(OpenVinoEngine.installed())
        : Optional.empty();
  }

  /**
   * @param openVino its folder; empty where it is not installed
   */
  static Optional<String> of(Optional<Path> openVino) {
    return openVino.map(
        folder ->
            "OpenVINO is installed: --engine openvino is faster for many models on a CPU"
                + " (docs/models.md has figures)");
  }

  private static boolean onProcessor(String device) {
    return device.equalsIgnoreCase("cpu")
        || (device.equalsIgnoreCase("auto") && !(new GpuInventory().query() instanceof Available));
  }

  /** Returns what an option was given, else what the settings have, else its default. */
  static String value(
      ConfigEntry<?> entry, Map<ConfigEntry<?>, String> given, Map<String, String> conf) {
    return Optional.ofNullable(given.get(entry))
        .orElseGet(() -> conf.getOrDefault(entry.key(), entry.defaultText().orElseThrow()));
  }
}
