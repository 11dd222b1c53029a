package io.euge.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.process.Program;
import org.junit.jupiter.api.Test;

/** What holds of every {@code nvidia-smi}, with GPUs or without. */
interface GpuInventoryContract {
  Program smi();

  @Test
  default void aLookGivesGpusOrAReasonWithItsRemedy() {
    GpuQueryResult inventory = new GpuInventory(smi()).query();
    if (inventory instanceof Available seen) {
      assertThat(seen.gpus()).isNotEmpty();
      assertThat(seen.gpus()).extracting(Gpu::uuid).doesNotHaveDuplicates();
      assertThat(seen.gpus())
          .allSatisfy(gpu -> assertThat(gpu.uuid()).startsWith("GPU-"))
          .allSatisfy(gpu -> assertThat(gpu.name()).isNotBlank());
    } else {
      Unavailable unavailable = (Unavailable) inventory;
      assertThat(unavailable.reason()).isIn(Reason.NO_DRIVER, Reason.NO_LIBRARY);
      assertThat(unavailable.message()).contains(": ").doesNotContain("\n");
      assertThatThrownBy(unavailable::gpus)
          .isInstanceOf(EugeException.class)
          .hasMessage(unavailable.message());
    }
  }
}
