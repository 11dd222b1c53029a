package io.euge.simulation;

import io.euge.EugeException;
import io.euge.Printable;
import io.euge.device.Device;
import io.euge.file.IoReason;
import io.euge.inference.Engine;
import io.euge.inference.SimulatedGpuType;
import io.euge.inference.SimulatedGpuType.Measurements;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * The parameters of a type of GPU. A parameter file is a Java properties file with the keys
 * described in {@code t4.properties}.
 *
 * @param name the name shown to users
 * @param measured where its memory was measured; empty if it is assumed
 * @param multiprocessors number of streaming multiprocessors
 * @param memory bytes of memory
 * @param context bytes that the CUDA context of each process uses
 * @param session bytes that a loaded model uses in addition to its weights
 * @param activation bytes of a run's buffers per byte of its input
 * @param flops operations per second of one multiprocessor in the convolutions of a detector
 * @param kernels number of kernels that one run launches
 * @param kernelSeconds minimum duration of a kernel
 * @param launchSeconds host time to launch one kernel
 * @param copyBytesPerSecond copy bandwidth in each direction
 * @param sliceSeconds time slice after which a process without MPS is preempted by another
 * @param switchSeconds time that the GPU is idle during a switch
 * @param timeScale real seconds per simulated second in processes that wait
 * @param directory where the processes of the host keep the state of the GPU; empty for the default
 */
public record GpuParameters(
    String name,
    Optional<String> measured,
    int multiprocessors,
    long memory,
    long context,
    long session,
    double activation,
    double flops,
    double kernels,
    double kernelSeconds,
    double launchSeconds,
    double copyBytesPerSecond,
    double sliceSeconds,
    double switchSeconds,
    double timeScale,
    Optional<Path> directory)
    implements SimulatedGpuType {

  /** The names of the built-in types. */
  public static final List<String> NAMES = List.of("t4", "a10", "h100");

  /**
   * Returns the built-in type with this name, or reads the file with this name.
   *
   * @throws EugeException if neither exists, or if a key of the file is missing or its value is
   *     invalid
   */
  public static GpuParameters of(String nameOrFile) {
    if (NAMES.contains(nameOrFile)) {
      return parse(nameOrFile, builtIn(nameOrFile));
    }
    try {
      Path file = Path.of(nameOrFile);
      Properties properties = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      }
      return parse(file.toString(), properties);
    } catch (IOException | IllegalArgumentException e) {
      throw new EugeException(
          "Cannot read the parameters of a GPU in '%s': %s; give a file that can be read, or one of %s"
              .formatted(Printable.of(nameOrFile), IoReason.of(e), NAMES),
          e);
    }
  }

  private static Properties builtIn(String name) {
    Properties properties = new Properties();
    try (InputStream in = GpuParameters.class.getResourceAsStream(name + ".properties")) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new EugeException("Cannot read the parameters of " + name + " in Euge's own jar", e);
    }
  }

  private static GpuParameters parse(String source, Properties properties) {
    ParameterFile file = new ParameterFile(source, properties);
    int multiprocessors = (int) file.number("multiprocessors", 1, 10_000);
    GpuParameters parsed =
        new GpuParameters(
            file.text("name"),
            file.optional("measured"),
            multiprocessors,
            file.mebibytes("memory.mib"),
            file.mebibytes("context.mib"),
            file.mebibytes("session.mib"),
            file.number("activation.factor", 0, 1e6),
            file.number("teraflops", 1e-6, 1e9)
                * 1e12
                * file.number("efficiency", 1e-6, 1)
                / multiprocessors,
            file.number("kernels", 0, 1e6),
            file.number("kernel.microseconds", 0, 1e9) / 1e6,
            file.number("launch.microseconds", 0, 1e9) / 1e6,
            file.number("copy.gigabytes", 1e-6, 1e9) * 1e9,
            file.number("slice.milliseconds", 1e-3, 1e9) / 1e3,
            file.number("switch.microseconds", 0, 1e9) / 1e6,
            file.number("timescale", 1e-3, 1e6),
            file.optional("directory").map(Path::of));
    file.requireNothingElse();
    return parsed;
  }

  @Override
  public GpuParameters withDirectory(Path folder) {
    return new GpuParameters(
        name,
        measured,
        multiprocessors,
        memory,
        context,
        session,
        activation,
        flops,
        kernels,
        kernelSeconds,
        launchSeconds,
        copyBytesPerSecond,
        sliceSeconds,
        switchSeconds,
        timeScale,
        Optional.of(folder));
  }

  @Override
  public Map<Long, Long> memoryOfProcesses(String uuid) {
    return HostGpu.look(this, uuid).memoryOfProcesses();
  }

  @Override
  public String parameterFile(Measurements measurements) {
    return new ParameterText(this, measurements).text();
  }

  @Override
  public Engine engine(Engine processor, Function<Device, String> uuids) {
    return new SimulatedEngine(processor, this, uuids, SimulatedMps::ofEnvironment);
  }

  /**
   * Returns the cost of a run of a model. On a GPU that is not shared, its kernels take {@code a +
   * b n} seconds for {@code n} frames, the usual linear model of batched inference: {@code a} is
   * the minimum duration of all kernels, {@code b} is the time of one frame's operations on all
   * multiprocessors. Small batches therefore leave most multiprocessors idle.
   *
   * @param frames batch size
   * @param gflops billions of operations per frame
   * @param in input bytes per frame
   * @param out output bytes per frame
   */
  public RunCost run(int frames, double gflops, double in, double out) {
    double least = kernels * kernelSeconds;
    double full = frames * gflops * 1e9 / flops / multiprocessors;
    double seconds = least + full;
    double width = seconds > 0 ? Math.max(1, multiprocessors * full / seconds) : 1;
    return new RunCost(frames * in, kernels * launchSeconds, width, width * seconds, frames * out);
  }

  /** Returns the duration of a run on a GPU that is not shared, in simulated seconds. */
  public double exclusiveSeconds(RunCost cost) {
    return (cost.copiedIn() + cost.copiedOut()) / copyBytesPerSecond
        + cost.launchSeconds()
        + cost.work() / Math.min(cost.width(), multiprocessors);
  }

  /** Returns the size of the buffers of a run, in bytes. */
  public long activations(int frames, double in) {
    return (long) (frames * in * activation);
  }
}
