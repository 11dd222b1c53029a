package io.euge.spark.conf;

import io.euge.EugeException;
import io.euge.inference.GpuSimulation;
import io.euge.inference.SimulatedGpuType;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkConf;

/** Whether an executor's GPUs are simulated ones: a setting of the cluster alone, for trials. */
public final class SimSettings {
  /**
   * A type of GPU that is built in, or a file of parameters on each host. Then the host's GPUs, or
   * one where none is seen, are simulated, for whoever asks for the device {@code sim}.
   */
  public static final String PARAMETERS = "spark.euge.sim.parameters";

  static final Set<String> KEYS = Set.of(PARAMETERS);

  private SimSettings() {}

  /**
   * The GPUs' type; empty if they are not simulated.
   *
   * @throws EugeException if the parameters cannot be read, or the simulation is not installed
   */
  public static Optional<SimulatedGpuType> of(SparkConf conf) {
    return conf.contains(PARAMETERS)
        ? Optional.of(GpuSimulation.load().type(conf.get(PARAMETERS).strip()))
        : Optional.empty();
  }

  /**
   * Returns what to do where a simulated GPU is asked for and none is configured.
   *
   * @throws EugeException if the simulation is not installed
   */
  public static String remedy() {
    return "name its parameters by %s, one of %s or a file"
        .formatted(PARAMETERS, GpuSimulation.load().typeNames());
  }
}
