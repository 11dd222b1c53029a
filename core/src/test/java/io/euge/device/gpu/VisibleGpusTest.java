package io.euge.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.device.Device;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VisibleGpusTest {
  private static final Gpu A = gpu(0, "GPU-aaaa", false);
  private static final Gpu B = gpu(1, "GPU-bbbb", false);

  @Test
  void aSlotIsTheOnlyDeviceOfItsProcess() {
    VisibleGpus visible = visible(List.of("GPU-bbbb::1"), null);
    assertThat(visible.variable()).contains("GPU-bbbb");
    assertThat(visible.gpus()).containsExactly(new VisibleGpu(cuda(0), Optional.of(B)));
    assertThat(visible.addresses()).containsEntry("GPU-bbbb::1", cuda(0));
  }

  @Test
  void severalSlotsOfAGpuAreOneDevice() {
    VisibleGpus visible = visible(List.of("GPU-aaaa::0", "GPU-bbbb::0", "GPU-aaaa::1"), null);
    assertThat(visible.variable()).contains("GPU-aaaa,GPU-bbbb");
    assertThat(visible.devices()).containsExactly(cuda(0), cuda(1));
    assertThat(visible.addresses()).hasSize(3).containsEntry("GPU-aaaa::1", cuda(0));
  }

  @Test
  void indicesAndUuidsAreAddressesToo() {
    VisibleGpus visible = visible(List.of("1", "GPU-aaaa"), null);
    assertThat(visible.variable()).contains("GPU-bbbb,GPU-aaaa");
    assertThat(visible.addresses()).containsEntry("1", cuda(0)).containsEntry("GPU-aaaa", cuda(1));
  }

  @Test
  void withoutAddressesAllAreSeenButThoseThatMigDivides() {
    VisibleGpus visible =
        VisibleGpus.of(
            Device.Kind.SIM, List.of(), List.of(gpu(0, "GPU-m", true), B), Optional.empty());
    assertThat(visible.variable()).contains("GPU-bbbb");
    assertThat(visible.devices()).containsExactly(Device.parse("sim:0"));
  }

  @Test
  void whatAContainerHidesStaysHidden() {
    VisibleGpus visible = visible(List.of(), "1");
    assertThat(visible.variable()).contains("GPU-bbbb");
    assertThat(visible.gpus()).containsExactly(new VisibleGpu(cuda(0), Optional.of(B)));
    assertThat(visible(List.of(), "").gpus()).isEmpty();
    assertThat(visible(List.of(), "").variable()).isEmpty();
    assertThat(visible(List.of(), "GPU-bbbb").variable()).isEmpty();
    assertThat(visible(List.of(), "0,-1,1").devices()).containsExactly(cuda(0));
  }

  @Test
  void whatTheVariableNamesStaysWhereTheDriverCannotTellWhatItMeans() {
    Gpu divided = gpu(0, "GPU-m", true);
    assertThat(of(List.of(divided), "0").variable()).isEmpty();
    assertThat(of(List.of(divided), "0").gpus())
        .containsExactly(new VisibleGpu(cuda(0), Optional.of(divided)));
    assertThat(of(List.of(), "2,3").variable()).isEmpty();
    assertThat(of(List.of(), "2,3").devices()).containsExactly(cuda(0), cuda(1));
  }

  private static VisibleGpus of(List<Gpu> seen, String already) {
    return VisibleGpus.of(Device.Kind.CUDA, List.of(), seen, Optional.of(already));
  }

  @Test
  void anAddressIsFoundAmongWhatTheVariableShows() {
    VisibleGpus visible = visible(List.of("GPU-bbbb::0"), "GPU-aaaa,GPU-bb");
    assertThat(visible.gpus()).containsExactly(new VisibleGpu(cuda(0), Optional.of(B)));
    assertThat(visible.variable()).as("the daemon of MPS counts from 0").contains("GPU-bbbb");
    assertThat(visible.addresses()).containsEntry("GPU-bbbb::0", cuda(0));
    assertThatThrownBy(() -> visible(List.of("GPU-bbbb::0"), "0"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("CUDA_VISIBLE_DEVICES=0");
  }

  @Test
  void whereTheGpusCannotBeSeenTheAddressesAreTaken() {
    VisibleGpus visible =
        VisibleGpus.of(Device.Kind.CUDA, List.of("GPU-x::0", "3"), List.of(), Optional.empty());
    assertThat(visible.variable()).contains("GPU-x,3");
    assertThat(visible.gpus()).extracting(VisibleGpu::gpu).containsOnly(Optional.empty());
    assertThat(VisibleGpus.of(Device.Kind.CUDA, List.of(), List.of(), Optional.empty()))
        .isEqualTo(VisibleGpus.NONE);
  }

  @Test
  void anAddressOfNoGpuIsRefusedButAnInstanceOfADividedOneIsNot() {
    assertThatThrownBy(() -> visible(List.of("2"), null))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("'2'")
        .hasMessageContaining("0 (GPU-aaaa), 1 (GPU-bbbb)");
    assertThat(visible(List.of("MIG-1234"), null).variable()).contains("MIG-1234");
  }

  private static VisibleGpus visible(List<String> addresses, String already) {
    return VisibleGpus.of(Device.Kind.CUDA, addresses, List.of(A, B), Optional.ofNullable(already));
  }

  private static Device cuda(int ordinal) {
    return new Device(Device.Kind.CUDA, ordinal);
  }

  private static Gpu gpu(int index, String uuid, boolean divided) {
    return new Gpu(
        index,
        uuid,
        "A",
        OptionalLong.of(24L << 30),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.of(divided));
  }
}
