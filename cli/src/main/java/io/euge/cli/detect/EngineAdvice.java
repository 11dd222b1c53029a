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

/** Suggests another installed engine that may be faster. */
final class EngineAdvice {
  private EngineAdvice() {}

  /**
   * Returns the suggestion for a job on this machine.
   *
   * @param given the options of the reader as given by the user
   * @param conf settings of Spark
   */
  static Optional<String> of(Map<ConfigEntry<?>, String> given, Map<String, String> conf) {
    return value(EngineEntries.ENGINE, given, conf)
                .equalsIgnoreCase(EngineType.ONNXRUNTIME.option())
            && onProcessor(value(ReaderOptions.DEVICE, given, conf))
        ? of(OpenVinoEngine.installed())
        : Optional.empty();
  }

  /**
   * Returns the suggestion.
   *
   * @param openVino installation directory of OpenVINO; empty if it is not installed
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

  /** Returns the value of an option: as given, or from the settings, or its default. */
  static String value(
      ConfigEntry<?> entry, Map<ConfigEntry<?>, String> given, Map<String, String> conf) {
    return Optional.ofNullable(given.get(entry))
        .orElseGet(() -> conf.getOrDefault(entry.key(), entry.defaultText().orElseThrow()));
  }
}
