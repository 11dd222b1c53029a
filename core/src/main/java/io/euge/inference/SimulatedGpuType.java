package io.euge.inference;

import io.euge.device.Device;
import java.nio.file.Path;
import java.util.function.Function;

/** A type of simulated GPU, which creates engines. */
public interface SimulatedGpuType {
  /** Returns the name shown to users. */
  String name();

  /** Returns this type with another folder for the state of its GPUs. */
  SimulatedGpuType withDirectory(Path directory);

  /**
   * Returns an engine for devices of this type. As with CUDA, a process becomes a client of the MPS
   * daemon that its environment names when it first uses a GPU. Without a daemon, it takes turns
   * with other processes.
   *
   * @param processor computes the outputs; also loads models for other devices
   * @param uuids the GPU that a device of this process stands for; all processes of the host that
   *     name the same UUID share the GPU
   */
  Engine engine(Engine processor, Function<Device, String> uuids);
}
