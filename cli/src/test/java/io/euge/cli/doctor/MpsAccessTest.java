package io.euge.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.device.gpu.ComputeMode;
import io.euge.device.gpu.Gpu;
import io.euge.device.mps.ClientEnvironment;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsLimits;
import io.euge.testing.FakePrograms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which daemon a process of the doctor is a client of. */
class MpsAccessTest {
  @TempDir Path folder;

  @BeforeEach
  void control() {
    System.setProperty(
        "euge.program.nvidia-cuda-mps-control", FakePrograms.mpsControl(folder).toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty("euge.program.nvidia-cuda-mps-control");
  }

  @Test
  void anExclusiveGpuWhoseDaemonRunsIsReachedThroughItAlone() {
    Gpu exclusive = gpu(ComputeMode.EXCLUSIVE_PROCESS);
    assertThat(MpsAccess.only(exclusive, Map.of(), folder)).isEmpty();
    MpsDaemon daemon = MpsDaemon.ofGpu(exclusive, folder);
    daemon.start(MpsLimits.NONE);
    try {
      assertThat(MpsAccess.only(exclusive, Map.of(), folder))
          .map(MpsDaemon::directory)
          .contains(daemon.directory());
      assertThat(MpsAccess.only(gpu(ComputeMode.DEFAULT), Map.of(), folder)).isEmpty();
    } finally {
      daemon.stop(Duration.ZERO, true);
    }
  }

  @Test
  void whoIsNoClientLooksIntoAnEmptyDirectoryAndWhoIsSpeaksTheDaemonsVersion() throws IOException {
    Map<String, String> none = ClientEnvironment.of(Optional.empty(), folder);
    assertThat(Path.of(none.get("CUDA_MPS_PIPE_DIRECTORY"))).isEmptyDirectory().hasParent(folder);
    MpsDaemon daemon = MpsDaemon.ofGpu(gpu(ComputeMode.DEFAULT), folder);
    assertThat(ClientEnvironment.of(Optional.of(daemon), folder))
        .containsEntry("CUDA_MPS_PIPE_DIRECTORY", daemon.directory().pipe().toString())
        .containsEntry("CUDA_MPS_PROTOCOL_VERSION", "2");
  }

  private static Gpu gpu(ComputeMode mode) {
    return new Gpu(
        0,
        "GPU-aaaa0000-1",
        "NVIDIA A10",
        OptionalLong.of(24L << 30),
        OptionalLong.of(0),
        OptionalInt.of(0),
        Optional.of(mode),
        Optional.of(false));
  }
}
