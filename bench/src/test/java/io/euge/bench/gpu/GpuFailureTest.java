package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpuFailureTest {
  private static final GpuPoint POINT = new GpuPoint("yolo", 4);

  @Test
  void tooLittleMemoryIsAResult() {
    for (String why :
        List.of(
            "Cannot run model yolo on sim:0, a simulated GPU whose memory is full: buffers; share",
            "Cannot run model yolo on cuda:0: CUDA failure 2: out of memory",
            "Cannot load: Available memory of 12 is smaller than requested bytes of 99",
            "Failed to allocate memory for requested buffer of size 99",
            "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED",
            "There is no memory for a batch of 4 frames")) {
      assertThat(isError(POINT, why)).as(why).isFalse();
    }
  }

  @Test
  void aFailureOfMpsIsAResultOfPointsThatUseIt() {
    for (String why :
        List.of("Cannot start MPS: no program", "CUDA failure 805: MPS client failed to connect")) {
      assertThat(isError(POINT.withMps(), why)).as(why).isFalse();
      assertThat(isError(POINT, why)).as(why).isTrue();
    }
  }

  @Test
  void othersAreErrors() {
    for (String why :
        List.of(
            "Cannot measure cuda:0: its process ended with exit code 1 (Exception in thread)",
            "CUDA failure 700: an illegal memory access was encountered")) {
      assertThat(isError(POINT.withMps(), why)).as(why).isTrue();
    }
    assertThat(isError(POINT, "")).isFalse();
  }

  private static boolean isError(GpuPoint point, String why) {
    return GpuFailure.isError(GpuResult.failed("a card", point, null, why));
  }
}
