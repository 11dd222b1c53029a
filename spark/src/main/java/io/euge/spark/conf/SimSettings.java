package io.euge.spark.conf;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.inference.GpuSimulation;
import io.euge.inference.SimulatedGpuType;
import java.util.Optional;
import org.apache.spark.SparkConf;

/** Settings of simulated GPUs, for tests. */
public final class SimSettings {
  private SimSettings() {}

  /**
   * Reads the type of the simulated GPUs; empty if they are not simulated.
   *
   * @throws OptionException if the parameters cannot be read
   */
  public static Optional<SimulatedGpuType> of(SparkConf conf) {
    return ConfParser.parse(conf, SimSettings::of);
  }

  static Optional<SimulatedGpuType> of(ConfParser parser) {
    return parser
        .value(ClusterSettings.SIM_PARAMETERS)
        .flatMap(
            type -> {
              try {
                return Optional.of(GpuSimulation.load().type(type));
              } catch (EugeException e) {
                // It says what is wrong in the file.
                parser.error(e.getMessage());
                return Optional.empty();
              }
            });
  }

  /** Returns what to do where a simulated GPU is asked for and none is configured. */
  public static String remedy() {
    try {
      return "name its parameters by %s, one of %s or a file"
          .formatted(ClusterSettings.SIM_PARAMETERS.key(), GpuSimulation.load().typeNames());
    } catch (EugeException e) {
      return e.getMessage();
    }
  }
}
