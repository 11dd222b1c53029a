package io.euge.inference;

import io.euge.EugeException;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Provides the simulated GPUs behind the devices {@code sim:N}. The implementation is in the module
 * {@code euge-simulation}, which {@link ServiceLoader} finds; no module depends on it.
 */
public interface GpuSimulation {
  /**
   * Returns the simulation that this class's loader finds.
   *
   * @throws EugeException if there is none
   */
  static GpuSimulation load() {
    return load(GpuSimulation.class.getClassLoader());
  }

  /**
   * Returns the simulation that a class loader finds.
   *
   * @throws EugeException if there is none
   */
  static GpuSimulation load(ClassLoader loader) {
    return ServiceLoader.load(GpuSimulation.class, loader)
        .findFirst()
        .orElseThrow(
            () ->
                new EugeException(
                    "Cannot simulate a GPU: the module euge-simulation is not on the class path; add its jar"));
  }

  /** Returns the names of the built-in types of GPU. */
  List<String> typeNames();

  /**
   * Returns a built-in type, or reads one from a file.
   *
   * @throws EugeException if there is no such type or file, or the file cannot be used
   */
  SimulatedGpuType type(String nameOrFile);
}
