package io.euge.spark.conf;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.inference.sim.GpuParameters;
import java.util.Optional;
import org.apache.spark.SparkConf;

/** Whether an executor's GPUs are simulated, for trials. */
public final class SimSettings {
  private SimSettings() {}

  /**
   * Reads the type of the simulated GPUs; empty if they are not simulated.
   *
   * @throws OptionException if the parameters cannot be read
   */
  public static Optional<GpuParameters> of(SparkConf conf) {
    return ConfParser.parse(conf, SimSettings::of);
  }

  static Optional<GpuParameters> of(ConfParser parser) {
    return parser
        .value(ClusterSettings.SIM_PARAMETERS)
        .flatMap(
            type -> {
              try {
                return Optional.of(GpuParameters.of(type));
              } catch (EugeException e) {
                // It says what is wrong in the file.
                parser.error(e.getMessage());
                return Optional.empty();
              }
            });
  }
}
