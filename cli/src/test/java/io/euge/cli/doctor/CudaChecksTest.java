package io.euge.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.doctor.CudaChecks.Driver;
import io.euge.device.gpu.GpuQueryResult.Available;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaChecksTest {
  private static final Optional<Driver> NEW = Optional.of(new Driver(580, ".159.04"));
  private static final Optional<Driver> OLD = Optional.of(new Driver(535, ".261.03"));

  private static boolean none(int version) {
    return false;
  }

  @Test
  void withoutCudaTheBuildThatFitsIsNamedAndWhy() {
    assertThat(advice(NEW, 12, 13))
        .isEqualTo(
            "without CUDA; EUGE_GPU=13 fits: the driver 580.159.04 supports CUDA 13, and its libraries are installed");
    assertThat(advice(NEW))
        .isEqualTo(
            "without CUDA; EUGE_GPU=13 fits: the driver 580.159.04 supports CUDA 13, whose libraries must be installed");
    assertThat(advice(NEW, 12))
        .isEqualTo(
            "without CUDA; EUGE_GPU=12 fits: the libraries of CUDA 12 are installed, and not those of CUDA 13");
    assertThat(advice(OLD, 13))
        .isEqualTo(
            "without CUDA; EUGE_GPU=12 fits: the driver 535.261.03 is older than 580, which CUDA 13 requires");
    assertThat(advice(Optional.empty())).contains("EUGE_GPU=auto");
    assertThat(
            CudaChecks.build(false, Optional.empty(), Optional.empty(), CudaChecksTest::none)
                .level())
        .isEqualTo(CheckResult.Level.NOT_RUN);
  }

  private static String advice(Optional<Driver> driver, Integer... installed) {
    return CudaChecks.build(true, driver, Optional.empty(), List.of(installed)::contains).message();
  }

  @Test
  void aBuildThatIsTooNewForTheDriverFails() {
    assertThat(CudaChecks.build(true, OLD, Optional.of(13), CudaChecksTest::none))
        .isEqualTo(
            CheckResult.fail(
                "cuda build",
                "for CUDA 13, which requires driver 580 or newer, and this host has 535.261.03: start"
                    + " with EUGE_GPU=12, or update the driver"));
    assertThat(CudaChecks.build(true, OLD, Optional.of(12), CudaChecksTest::none).level())
        .isEqualTo(CheckResult.Level.OK);
    assertThat(CudaChecks.build(true, NEW, Optional.of(12), CudaChecksTest::none).level())
        .isEqualTo(CheckResult.Level.OK);
    assertThat(CudaChecks.build(true, NEW, Optional.of(13), CudaChecksTest::none).level())
        .isEqualTo(CheckResult.Level.OK);
  }

  @Test
  void missingLibrariesAreNamedWithTheLineThatInstallsThem() {
    CheckResult found =
        CudaChecks.libraries(true, List.of("libcudart.so.13", "libcudnn.so.9"), List.of());
    assertThat(found.level()).isEqualTo(CheckResult.Level.FAIL);
    assertThat(found.message())
        .startsWith("libcudart.so.13, libcudnn.so.9 missing. ")
        .contains("pip install nvidia-cuda-runtime nvidia-cublas nvidia-cudnn-cu13");
    assertThat(CudaChecks.libraries(false, List.of("libcudart.so.12"), List.of()).level())
        .isEqualTo(CheckResult.Level.WARN);
    assertThat(
            CudaChecks.libraries(
                true, List.of(), List.of(Path.of("/a/x"), Path.of("/a/y"), Path.of("/b/z"))))
        .isEqualTo(CheckResult.ok("cuda libraries", "/a, /b"));
  }

  @Test
  void withoutCudaTheLibrariesOfTheBuildThatFitsAreChecked() {
    assertThat(CudaChecks.withoutCuda(true, NEW, version -> version == 13))
        .isEqualTo(CheckResult.ok("cuda libraries", "those of CUDA 13 are installed"));
    assertThat(CudaChecks.withoutCuda(true, OLD, version -> version == 12))
        .isEqualTo(CheckResult.ok("cuda libraries", "those of CUDA 12 are installed"));
    assertThat(CudaChecks.withoutCuda(true, NEW, CudaChecksTest::none).message())
        .startsWith("those of CUDA 13 are not installed. ")
        .contains("pip install nvidia-cuda-runtime nvidia-cublas nvidia-cudnn-cu13");
    assertThat(CudaChecks.withoutCuda(true, OLD, CudaChecksTest::none).message())
        .contains("pip install nvidia-cuda-runtime-cu12");
    assertThat(CudaChecks.withoutCuda(false, NEW, CudaChecksTest::none).level())
        .isEqualTo(CheckResult.Level.NOT_RUN);
  }

  @Test
  void decodingOnTheGpuNeedsALibraryOfTheDriver() {
    assertThat(CudaChecks.decoder(true, true).level()).isEqualTo(CheckResult.Level.OK);
    assertThat(CudaChecks.decoder(true, false).message())
        .contains("--decode-on cuda fails", "NVIDIA_DRIVER_CAPABILITIES");
    assertThat(CudaChecks.decoder(false, false).level()).isEqualTo(CheckResult.Level.NOT_RUN);
  }

  @Test
  void missingTensorRtIsNamedWithTheLineThatInstallsIt() {
    assertThat(CudaChecks.tensorRt(List.of()).level()).isEqualTo(CheckResult.Level.OK);
    assertThat(CudaChecks.tensorRt(List.of("libnvinfer.so.10")).message())
        .contains("libnvinfer.so.10", "pip install \"tensorrt-cu12-libs<11\"");
  }

  @Test
  void theKernelReportsTheDriver(@TempDir Path root) throws IOException {
    Path file = root.resolve("proc/driver/nvidia/version");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.159.04  Release Build
        GCC version:  gcc version 12
        """);
    HostInfo host =
        new HostInfo(
            root, Map.of(), () -> new Available(List.of(), List.of()), () -> Optional.empty());
    assertThat(CudaChecks.driver(host)).isEqualTo(NEW);
  }
}
