package io.euge.inference;

import io.euge.EugeException;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Provides the simulated GPUs behind the devices {@code sim:N}. The implementation is a module of
 * its own, {@code euge-simulation}, found by {@link ServiceLoader}; nothing else depends on it.
 */
public interface GpuSimulation {
  /**
   * Returns the simulation beside this class.
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
   * @throws EugeException if there is neither, or the file cannot be used
   */
  SimulatedGpuType type(String nameOrFile);
}
