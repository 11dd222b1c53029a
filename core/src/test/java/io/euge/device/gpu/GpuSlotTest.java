package io.euge.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.OptionException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuSlotTest {
  @Property(tries = 50)
  void anAddressIsReadAndWrittenTheSame(@ForAll @IntRange(max = GpuSlot.MOST - 1) int slot) {
    GpuSlot written = new GpuSlot("GPU-0a1b2c3d-1111-2222-3333-444455556666", slot);
    assertThat(GpuSlot.parse(written.toString())).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "GPU-1",
        "GPU-1::",
        "GPU-1::-1",
        "GPU-1::60",
        "GPU-1::a",
        "x::0",
        "GPU-::0 "
      })
  void anythingElseIsNoSlot(String address) {
    assertThatThrownBy(() -> GpuSlot.parse(address))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("'" + address + "'");
  }

  @Test
  void processesSpreadBeforeTheyShareAndLeaveMigAlone() {
    assertThat(GpuSlot.of(List.of(gpu("GPU-a", false), gpu("GPU-m", true), gpu("GPU-b", false)), 2))
        .extracting(GpuSlot::toString)
        .containsExactly("GPU-a::0", "GPU-b::0", "GPU-a::1", "GPU-b::1");
  }

  @Test
  void aHostWithoutAWholeGpuIsReported() {
    assertThatThrownBy(() -> GpuSlot.of(List.of(gpu("GPU-m", true)), 2))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("MIG");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 61})
  void slotsAreFromOneToWhatMpsServes(int slots) {
    assertThatThrownBy(() -> GpuSlot.of(List.of(), slots))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("from 1 to 60");
  }

  private static Gpu gpu(String uuid, boolean mig) {
    return new Gpu(
        0,
        uuid,
        "A",
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.of(mig));
  }
}
