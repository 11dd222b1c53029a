package io.euge.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import org.junit.jupiter.api.Test;

class GpuShareTest {
  private static final long GIB = 1L << 30;

  @Test
  void whatIsNotReservedIsDividedAndEachProcessLosesItsContext() {
    GpuShare share = new GpuShare(24 * GIB, 4, 2 * GIB, GIB / 2);
    assertThat(share.process()).isEqualTo(5632L << 20);
    assertThat(share.models()).isEqualTo(5120L << 20);
  }

  @Test
  void theUsualShareOfAWholeGpuKeepsATwentieth() {
    assertThat(GpuShare.of(20 * GIB, 1).process()).isEqualTo(19 * GIB);
    assertThat(GpuShare.of(20 * GIB, 1).models()).isEqualTo(19 * GIB - GpuShare.CONTEXT);
  }

  @Test
  void aShareThatTheContextEatsIsRefusedWithTheSum() {
    assertThatThrownBy(() -> new GpuShare(4 * GIB, 8, 0, GIB / 2))
        .isInstanceOf(OptionException.class)
        .hasMessageContainingAll("8 processes", "4096 MiB", "512 MiB", "fewer slots");
  }

  @Test
  void sizesFarAboveTheGpuDoNotWrapAround() {
    long huge = 8191L << 50;
    assertThatThrownBy(() -> new GpuShare(4 * GIB, 1, huge, huge))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("leave no memory for models");
  }
}
