package io.euge.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Seen;
import io.euge.device.gpu.GpuQueryResult.Unseen;
import io.euge.process.Program;
import org.junit.jupiter.api.Test;

/** What holds of every {@code nvidia-smi}, with GPUs or without. */
interface GpuInventoryContract {
  Program smi();

  @Test
  default void aLookGivesGpusOrAReasonWithItsRemedy() {
    GpuQueryResult sighting = new GpuInventory(smi()).look();
    if (sighting instanceof Seen seen) {
      assertThat(seen.gpus()).isNotEmpty();
      assertThat(seen.gpus()).extracting(Gpu::uuid).doesNotHaveDuplicates();
      assertThat(seen.gpus())
          .allSatisfy(gpu -> assertThat(gpu.uuid()).startsWith("GPU-"))
          .allSatisfy(gpu -> assertThat(gpu.name()).isNotBlank());
    } else {
      Unseen unseen = (Unseen) sighting;
      assertThat(unseen.reason()).isIn(Reason.NO_DRIVER, Reason.NO_LIBRARY);
      assertThat(unseen.sentence()).contains(": ").doesNotContain("\n");
      assertThatThrownBy(unseen::gpus)
          .isInstanceOf(EugeException.class)
          .hasMessage(unseen.sentence());
    }
  }
}
