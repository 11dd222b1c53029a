package io.euge.inference;

import io.euge.device.Device;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** A type of simulated GPU: what it takes and how fast it is. It creates engines. */
public interface SimulatedGpuType {
  /**
   * What was measured of a GPU; a value is empty if it was not.
   *
   * @param name of the GPU
   * @param source what was measured, with which driver and models, and when
   * @param memory bytes of the GPU
   * @param context bytes that each process takes before it loads a model
   * @param session bytes that a loaded model takes in addition to its weights
   * @param activation bytes of a run's buffers per byte of its input
   * @param flops operations per second of the whole GPU
   * @param leastSeconds duration of a run without its operations
   */
  record Measurements(
      String name,
      String source,
      OptionalLong memory,
      OptionalLong context,
      OptionalLong session,
      OptionalDouble activation,
      OptionalDouble flops,
      OptionalDouble leastSeconds) {}

  /** Returns the name shown to users. */
  String name();

  /** Returns where its memory was measured; empty if it is assumed. */
  Optional<String> measured();

  /** Returns its memory in bytes. */
  long memory();

  /** Returns the bytes that each process takes before it loads a model. */
  long context();

  /** Returns the bytes that a loaded model takes in addition to its weights. */
  long session();

  /** Returns the bytes of a run's buffers per byte of its input. */
  double activation();

  /** Returns the real seconds per simulated second. */
  double timeScale();

  /**
   * Returns the memory that each process takes now.
   *
   * @param uuid of the GPU, as given to {@link #engine}
   * @return bytes by PID
   */
  Map<Long, Long> memoryOfProcesses(String uuid);

  /**
   * Returns a parameter file, as text, of a GPU that was measured. What was not measured is the
   * same as in this type.
   */
  String parameterFile(Measurements measurements);

  /** Returns this type with another directory for the state of its GPUs. */
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
