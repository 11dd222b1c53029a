package io.euge.cli.doctor;

import io.euge.EugeException;
import io.euge.inference.onnxruntime.cuda.CudaFault;
import io.euge.inference.onnxruntime.cuda.CudaLibraries;
import io.euge.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks which build of Euge the host's driver supports, and whether the CUDA libraries are
 * installed.
 */
final class CudaChecks {
  private static final String BUILD = "cuda build";
  private static final String LIBRARIES = "cuda libraries";
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Pattern MODULE =
      Pattern.compile("NVRM version: .*?\\s(\\d{3,})(\\.[\\d.]+)(\\s.*)?");
  private static final Pattern VERSION = Pattern.compile("(\\d+)(\\.[\\d.]+)");

  /** The library of the driver that decodes; a container has it only if it asks for it. */
  private static final String DECODER = "libnvcuvid.so.1";

  /** The minimum driver version of each major version of CUDA. */
  private static final Map<Integer, Integer> DRIVERS = Map.of(12, 525, 13, 580);

  private CudaChecks() {}

  /** The driver's version; the first number determines compatibility. */
  record Driver(int first, String rest) {
    private static Optional<Driver> of(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      return matcher.matches()
          ? Optional.of(new Driver(Integer.parseInt(matcher.group(1)), matcher.group(2)))
          : Optional.empty();
    }

    private boolean supports(int cuda) {
      return first >= DRIVERS.get(cuda);
    }

    /** Returns the version of CUDA whose build fits, by the launcher's rule. */
    private int cuda(IntPredicate installed) {
      return supports(13) && (installed.test(13) || !installed.test(12)) ? 13 : 12;
    }

    /** Returns the build that fits and why. */
    private String fitting(IntPredicate installed) {
      int cuda = cuda(installed);
      return "EUGE_GPU=%d fits: %s".formatted(cuda, why(cuda, installed));
    }

    private String why(int cuda, IntPredicate installed) {
      if (!supports(13)) {
        return "the driver %s is older than %d, which CUDA 13 requires"
            .formatted(this, DRIVERS.get(13));
      }
      if (cuda == 12) {
        return "the libraries of CUDA 12 are installed, and not those of CUDA 13";
      }
      return "the driver %s supports CUDA 13, %s"
          .formatted(
              this,
              installed.test(13)
                  ? "and its libraries are installed"
                  : "whose libraries must be installed");
    }

    @Override
    public String toString() {
      return first + rest;
    }
  }

  static List<Check> of(HostInfo host) {
    return List.of(
        Check.of(
            BUILD,
            () -> {
              boolean gpu = hasGpu(host);
              Optional<Driver> driver = gpu ? driver(host) : Optional.empty();
              return List.of(
                  build(
                      gpu,
                      driver,
                      CudaLibraries.ofThisProcess().flatMap(CudaLibraries::version),
                      CudaLibraries::areInstalled));
            }),
        Check.of(
            LIBRARIES,
            () ->
                List.of(
                    CudaLibraries.ofThisProcess()
                        .map(cuda -> libraries(hasGpu(host), cuda.missing(), cuda.files()))
                        .orElseGet(
                            () ->
                                withoutCuda(
                                    hasGpu(host), driver(host), CudaLibraries::areInstalled)))),
        Check.of(
            "nvdec",
            () -> {
              // A search that finds nothing runs Python, so it is made only where it matters.
              boolean gpu = hasGpu(host);
              return List.of(decoder(gpu, gpu && CudaLibraries.isInstalled(DECODER)));
            }),
        Check.of(
            "tensorrt",
            () ->
                List.of(
                    CudaLibraries.withTensorRt()
                        .map(libraries -> tensorRt(libraries.missing()))
                        .orElseGet(
                            () ->
                                CheckResult.notRun(
                                    "tensorrt", "this build of Euge does not include it")))));
  }

  private static boolean hasGpu(HostInfo host) {
    return !GpuChecks.gpus(host).isEmpty();
  }

  /** Returns whether the libraries of the build that would fit are there. */
  static CheckResult withoutCuda(boolean gpu, Optional<Driver> driver, IntPredicate installed) {
    if (!gpu || driver.isEmpty()) {
      return CheckResult.notRun(LIBRARIES, "this build of Euge does not include CUDA");
    }
    int cuda = driver.get().cuda(installed);
    return installed.test(cuda)
        ? CheckResult.ok(LIBRARIES, "those of CUDA %d are installed".formatted(cuda))
        : CheckResult.warn(
            LIBRARIES,
            "those of CUDA %d are not installed. %s"
                .formatted(cuda, CudaFault.library("libcudart.so." + cuda)));
  }

  /** Returns whether {@code --decode-on cuda} finds the driver's library. */
  static CheckResult decoder(boolean gpu, boolean installed) {
    if (!gpu) {
      return CheckResult.notRun("nvdec", GpuChecks.NO_GPU);
    }
    return installed
        ? CheckResult.ok("nvdec", DECODER + " is there, for --decode-on cuda")
        : CheckResult.warn(
            "nvdec",
            DECODER
                + " was not found, so --decode-on cuda fails: install it with the driver, or give"
                + " the container NVIDIA_DRIVER_CAPABILITIES=compute,utility,video");
  }

  /** Returns whether the libraries of TensorRT are there, which is optional. */
  static CheckResult tensorRt(List<String> missing) {
    return missing.isEmpty()
        ? CheckResult.ok("tensorrt", "its libraries are there, for spark.euge.tensorrt.enabled")
        : CheckResult.notRun("tensorrt", CudaFault.library(missing.get(0)));
  }

  /** Returns the version of the driver; empty if neither the kernel nor nvidia-smi reports it. */
  static Optional<Driver> driver(HostInfo host) {
    try {
      for (String line : Files.readAllLines(host.file("/proc/driver/nvidia/version"))) {
        Optional<Driver> driver = Driver.of(MODULE, line);
        if (driver.isPresent()) {
          return driver;
        }
      }
    } catch (IOException e) {
      // In some containers the file is unreadable; nvidia-smi may still report the version.
    }
    try {
      List<String> query = List.of("--query-gpu=driver_version", "--format=csv,noheader");
      Program.Result said = Program.named("nvidia-smi").run(query, Map.of(), "", LIMIT);
      return Driver.of(VERSION, said.firstLine().strip());
    } catch (EugeException e) {
      return Optional.empty();
    }
  }

  /**
   * Checks that the build matches the driver.
   *
   * @param gpu whether the host has a GPU
   * @param built CUDA version of this build; empty for a build without CUDA
   * @param installed whether the libraries of a CUDA version are installed
   */
  static CheckResult build(
      boolean gpu, Optional<Driver> driver, Optional<Integer> built, IntPredicate installed) {
    if (built.isEmpty()) {
      if (!gpu) {
        return CheckResult.notRun(BUILD, GpuChecks.NO_GPU);
      }
      return CheckResult.warn(
          BUILD,
          "without CUDA; "
              + driver
                  .map(found -> found.fitting(installed))
                  .orElse("EUGE_GPU=auto chooses the one that fits"));
    }
    int cuda = built.get();
    int needed = DRIVERS.getOrDefault(cuda, 0);
    if (driver.isEmpty()) {
      return CheckResult.ok(BUILD, "for CUDA %d, with driver %d or newer".formatted(cuda, needed));
    }
    return driver.get().first() >= needed
        ? CheckResult.ok(
            BUILD, "for CUDA %d, which the driver %s supports".formatted(cuda, driver.get()))
        : CheckResult.fail(
            BUILD,
            "for CUDA %d, which requires driver %d or newer, and this host has %s: start with EUGE_GPU=12, or update the driver"
                .formatted(cuda, needed, driver.get()));
  }

  static CheckResult libraries(boolean gpu, List<String> missing, List<Path> files) {
    if (missing.isEmpty()) {
      return CheckResult.ok(
          LIBRARIES,
          String.join(
              ", ", files.stream().map(file -> file.getParent().toString()).distinct().toList()));
    }
    String message = String.join(", ", missing) + " missing. " + CudaFault.library(missing.get(0));
    return gpu ? CheckResult.fail(LIBRARIES, message) : CheckResult.warn(LIBRARIES, message);
  }
}
