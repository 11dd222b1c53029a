package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GpuTargetTest {
  @Test
  void aGpuEmulatesCardsWithNoMoreMemory() {
    GpuTarget target = target(OptionalLong.of(15_360L << 20));
    assertThat(target.hasMemoryOf(8)).isTrue();
    assertThat(target.hasMemoryOf(15)).isTrue();
    assertThat(target.hasMemoryOf(16)).isFalse();
    assertThat(target(OptionalLong.empty()).hasMemoryOf(24)).isTrue();
  }

  @Test
  void aDeviceIsNamedAsUsersWriteIt() throws Exception {
    assertThat(target(OptionalLong.empty()).name()).isEqualTo("cuda:3");
    assertThat(GpuTarget.of("cpu", "t4").name()).isEqualTo("cpu");
    assertThat(GpuTarget.of("sim", "t4").name()).isEqualTo("sim:0");
  }

  private static GpuTarget target(OptionalLong memory) {
    Gpu gpu =
        new Gpu(
            3,
            "GPU-4",
            "NVIDIA X",
            memory,
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());
    return new GpuTarget(
        Device.parse("cuda:0"), Optional.of(gpu), Optional.empty(), "NVIDIA X, driver 1");
  }
}
