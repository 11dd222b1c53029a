package io.euge.cli.detect;

import io.euge.cli.job.SparkOptions;
import io.euge.inference.EngineType;
import io.euge.inference.InferenceException;
import io.euge.inference.openvino.OpenVinoEngine;
import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.EngineEntries;
import io.euge.spark.conf.ModelSettings;
import java.util.Map;

/** Checks that the engine of a job is installed. */
public final class EngineCheck {
  private EngineCheck() {}

  /**
   * Checks the engine before Spark starts if tasks run in this process; otherwise the first task
   * would fail.
   *
   * @param given the options of the reader as given by the user
   * @throws InferenceException with the installation command
   */
  public static void check(Map<ConfigEntry<?>, String> given, SparkOptions spark) {
    Map<String, String> settings = spark.settings();
    String engine = EngineAdvice.value(EngineEntries.ENGINE, given, settings);
    if (spark.isLocal() && engine.equalsIgnoreCase(EngineType.OPENVINO.option())) {
      OpenVinoEngine.requireInstalled(ModelSettings.of(SparkOptions.checked(settings)).openVino());
    }
  }
}
