package io.euge.device.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.device.Device;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.device.gpu.GpuShare;
import io.euge.device.gpu.VisibleGpu;
import io.euge.device.mps.MemoryLimit;
import io.euge.device.mps.MpsLimits;
import io.euge.process.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GpuContextTest {
  private static final Device FIRST = Device.parse("cuda:0");
  private static final Gpu GPU =
      new Gpu(
          0,
          "GPU-aaaa",
          "A",
          OptionalLong.of(24L << 30),
          OptionalLong.of(4L << 30),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty());
  private static final GpuShare SHARE = GpuShare.of(24L << 30, 4);

  @Test
  void modelsMayTakeTheShareOfTheGpu() {
    GpuContext context = context(budget(4));
    assertThat(context.devices()).containsExactly(FIRST);
    assertThat(context.modelBytes(FIRST)).hasValue(SHARE.models());
    assertThat(context.uuid(FIRST)).contains("GPU-aaaa");
    assertThat(context.gpus().get(0).observedFree()).hasValue(20L << 30);
    assertThat(context.gpus()).hasToString("[cuda:0 (GPU-aaaa)]");
  }

  @Test
  void theLimitOfMpsCountsWithoutTheContextOfCuda() {
    assertThat(budget(4).within(limit("5G")).modelBytes()).hasValue((5L << 30) - SHARE.context());
    assertThat(budget(4).within(limit("8G")).modelBytes()).hasValue(SHARE.models());
    assertThat(budget(4).within(limit("100M")).modelBytes()).hasValue(1);
    assertThat(budget(4).within(MpsLimits.NONE)).isEqualTo(budget(4));
  }

  @Test
  void moreProcessesThanTheGpuHasMemoryForAreAnErrorOnlyWhereItIsUsed() {
    GpuBudget budget = budget(60);
    assertThat(budget.modelBytes()).isEmpty();
    assertThat(budget.within(limit("5G"))).isEqualTo(budget);
    assertThatThrownBy(budget::requireMemory)
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("leave no memory for models");
    assertThat(budget(4).requireMemory()).isEqualTo(budget(4));
  }

  @Test
  void nothingIsKnownOfAGpuThatTheDriverDoesNotList() {
    GpuBudget budget =
        GpuBudget.of(
            new VisibleGpu(FIRST, Optional.empty()),
            gpu -> {
              throw new AssertionError();
            });
    assertThat(budget.modelBytes()).isEmpty();
    assertThat(budget.observedFree()).isEmpty();
    assertThat(context(budget).uuid(FIRST)).isEmpty();
    assertThat(context(budget).gpu(Device.parse("cuda:1"))).isEmpty();
  }

  @Test
  void anAbsenceIsExplained() {
    assertThat(GpuContext.absence(new Unavailable(Reason.NO_DRIVER, "no driver here")))
        .isEqualTo("no driver here");
    assertThat(GpuContext.absence(new Available(List.of(GPU), List.of())))
        .startsWith("CUDA_VISIBLE_DEVICES hides every GPU");
    assertThat(GpuContext.UNRESOLVED.devices()).isEmpty();
  }

  private static GpuBudget budget(int slots) {
    return GpuBudget.of(
        new VisibleGpu(FIRST, Optional.of(GPU)),
        gpu -> Optional.of(GpuShare.of(gpu.memoryTotal().getAsLong(), slots)));
  }

  private static MpsLimits limit(String memory) {
    return new MpsLimits(Optional.empty(), Optional.of(MemoryLimit.parse(memory)));
  }

  private static GpuContext context(GpuBudget budget) {
    GpuQueryResult host = new Available(List.of(GPU), List.of());
    return new GpuContext(
        host, List.of(budget), Map.of(), MpsAttachment.none("off"), Program.named("nvidia-smi"));
  }
}
