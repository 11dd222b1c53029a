package io.euge.spark.conf;

import io.euge.OptionException;
import io.euge.inference.sharing.EvictionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Settings by which an executor's process retains models.
 *
 * @param compiledDirectory where this host keeps compiled models for all its processes
 * @param compiledBytes above this size the ones used least recently go
 * @param openVino directory with OpenVINO's libraries, if it is named
 * @param drain how long runs under way get to end when the process does
 */
public record ModelSettings(
    EvictionPolicy eviction,
    Path compiledDirectory,
    long compiledBytes,
    Optional<Path> openVino,
    Duration drain) {
  /**
   * Reads the settings of a process.
   *
   * @throws OptionException naming the keys and values that cannot be
   */
  public static ModelSettings of(SparkConf conf) {
    return ConfParser.parse(conf, ModelSettings::of);
  }

  static ModelSettings of(ConfParser parser) {
    return new ModelSettings(
        new EvictionPolicy(
            parser.value(ClusterSettings.MODEL_KEEP_ALIVE),
            parser.value(ClusterSettings.MODEL_MEMORY)),
        parser.value(ClusterSettings.COMPILED_DIRECTORY),
        parser.value(ClusterSettings.COMPILED_SIZE),
        parser.value(EngineEntries.OPENVINO_LIBRARIES),
        parser.value(ClusterSettings.DRAIN_TIMEOUT));
  }
}
