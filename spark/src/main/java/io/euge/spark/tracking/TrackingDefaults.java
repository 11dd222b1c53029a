package io.euge.spark.tracking;

import io.euge.spark.conf.ConfigEntry;
import io.euge.spark.conf.ReaderOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The default options of detection for a tracker: with low confidences, which continue tracks, and
 * one box a vehicle, whatever kind the network sees in it.
 */
public final class TrackingDefaults {
  private TrackingDefaults() {}

  /**
   * Returns the options with those that were not given.
   *
   * @param given options of the reader, as typed
   * @param conf the settings of Spark
   */
  public static Map<ConfigEntry<?>, String> complete(
      Map<ConfigEntry<?>, String> given, Map<String, String> conf) {
    Map<ConfigEntry<?>, String> complete = new LinkedHashMap<>(given);
    if (isOpen(ReaderOptions.CONFIDENCE, given, conf)) {
      complete.put(ReaderOptions.CONFIDENCE, "0.1");
    }
    if (isOpen(ReaderOptions.NMS, given, conf)) {
      complete.put(ReaderOptions.NMS, "vehicles");
      if (isOpen(ReaderOptions.IOU, given, conf)) {
        complete.put(ReaderOptions.IOU, "0.65");
      }
    }
    return complete;
  }

  private static boolean isOpen(
      ConfigEntry<?> option, Map<ConfigEntry<?>, String> given, Map<String, String> conf) {
    return !given.containsKey(option) && !conf.containsKey(option.key());
  }
}
