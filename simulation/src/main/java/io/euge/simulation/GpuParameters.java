package io.euge.simulation;

import io.euge.EugeException;
import io.euge.Printable;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.SimulatedGpuType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * A type of GPU in numbers. A file of them, in Java's form of properties, has all keys that {@code
 * t4.properties} explains.
 *
 * @param name for people
 * @param multiprocessors streaming multiprocessors
 * @param memory bytes
 * @param context bytes that each process loses to CUDA
 * @param session bytes of a loaded model beside its weights
 * @param activation bytes of a run's buffers for each byte of its input
 * @param flops operations a second of a multiprocessor in a detector's convolutions
 * @param kernels that one run launches
 * @param kernelSeconds the least time of a kernel, however little it does
 * @param launchSeconds the host's time to launch one
 * @param copyBytesPerSecond in each direction
 * @param sliceSeconds after which a process without MPS is preempted by another
 * @param switchSeconds the GPU does nothing when that happens
 * @param timeScale real seconds of a simulated one, in processes that wait
 * @param directory where the processes of the host keep what the GPU does; empty for the usual one
 */
public record GpuParameters(
    String name,
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

  /** The built-in types. */
  public static final List<String> NAMES = List.of("t4", "a10", "h100");

  /**
   * Returns the built-in type of this name, else reads the file.
   *
   * @throws EugeException if there is neither, or the file lacks a key or has one that cannot be
   */
  public static GpuParameters of(String nameOrFile) {
    if (NAMES.contains(nameOrFile)) {
      return parse(nameOrFile, builtIn(nameOrFile));
    }
    try {
      Path file = Path.of(nameOrFile);
      Properties properties = new Properties();
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      }
      return parse(file.toString(), properties);
    } catch (IOException | IllegalArgumentException e) {
      throw new EugeException(
          "Cannot read the parameters of a simulated GPU in '%s' (%s): give a file that can be read, or one of %s"
              .formatted(Printable.of(nameOrFile), e.getClass().getSimpleName(), NAMES),
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
  public Engine engine(Engine processor, Function<Device, String> uuids) {
    return new SimulatedEngine(processor, this, uuids, SimulatedMps::ofEnvironment);
  }

  /**
   * Returns the cost of a run of a model. Its kernels take {@code a + b n} seconds for {@code n}
   * frames on a GPU that is not shared, the line that is usual for inference in batches: {@code a}
   * is the least time of all kernels, {@code b} the time of a frame's operations on all
   * multiprocessors. So small runs leave most multiprocessors idle.
   *
   * @param frames of the run
   * @param gflops billions of operations for a frame
   * @param in bytes of a frame
   * @param out bytes of a frame's outputs
   */
  public RunCost run(int frames, double gflops, double in, double out) {
    double least = kernels * kernelSeconds;
    double full = frames * gflops * 1e9 / flops / multiprocessors;
    double seconds = least + full;
    double width = seconds > 0 ? Math.max(1, multiprocessors * full / seconds) : 1;
    return new RunCost(frames * in, kernels * launchSeconds, width, width * seconds, frames * out);
  }

  /** Returns the seconds of a run on a GPU that is not shared. */
  public double exclusiveSeconds(RunCost cost) {
    return (cost.copiedIn() + cost.copiedOut()) / copyBytesPerSecond
        + cost.launchSeconds()
        + cost.work() / Math.min(cost.width(), multiprocessors);
  }

  /** Returns the bytes of the buffers of a run. */
  public long activations(int frames, double in) {
    return (long) (frames * in * activation);
  }
}
