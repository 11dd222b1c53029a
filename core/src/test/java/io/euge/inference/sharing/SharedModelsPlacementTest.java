package io.euge.inference.sharing;

import static io.euge.inference.sharing.SharedModelsTest.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.device.Device;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementDecision.Reason;
import io.euge.device.placement.PlacementException;
import io.euge.device.placement.PlacementRules;
import io.euge.device.placement.Policy;
import io.euge.inference.Batching;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.model.Model;
import io.euge.testing.FakeEngine;
import io.euge.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks that may take one of several devices. */
@ExtendWith(NoLeaks.class)
@Timeout(30)
class SharedModelsPlacementTest {
  private static final long MIB = 1 << 20;
  private static final EngineOptions OPTIONS =
      EngineOptions.DEFAULT.withBatching(Batching.DEFAULT.with(Batching.When.NEVER));
  private static final List<Device> TWO = List.of(Device.parse("sim:0"), Device.parse("sim:1"));

  private final FakeEngine engine = new FakeEngine();
  private final SharedModels models =
      new SharedModels(
          engine,
          EvictionPolicy.UNLIMITED,
          new Allocator(new PlacementRules(Policy.LEAST_LOADED, 2)),
          failure -> {});
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    models.close();
    threads.shutdownNow();
    assertThat(engine.open()).isZero();
  }

  @Test
  void aFullDeviceSpreadsAndEachHasOneCopy() {
    List<ModelLease> leases = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      leases.add(acquire(model("m", 1), SharingMode.PROCESS));
    }
    assertThat(leases)
        .extracting(lease -> lease.device().toString())
        .containsExactly("sim:0", "sim:0", "sim:1", "sim:1", "sim:0", "sim:1");
    assertThat(models.statistics().copies()).isEqualTo(2);
    assertThat(models.allocator().count(Reason.FIRST)).isEqualTo(1);
    assertThat(models.allocator().count(Reason.SPREAD)).isEqualTo(1);
    assertThat(models.allocator().count(Reason.SATURATED)).isEqualTo(2);
    leases.get(2).close();
    leases.get(3).close();
    try (ModelLease next = acquire(model("m", 1), SharingMode.PROCESS)) {
      assertThat(next.device()).hasToString("sim:1");
    }
    leases.forEach(ModelLease::close);
    assertThat(models.allocator().last()).hasSize(7);
    assertThat(models.allocator().last().get(0).explanation()).contains("first copy");
  }

  @Test
  void tasksThatAcquireAtOnceDoNotLoadTwice() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    engine.onLoad(model -> SharedModelsTest.uninterruptibly(loading));
    List<Future<ModelLease>> asking = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      asking.add(threads.submit(() -> acquire(model("m", 1), SharingMode.PROCESS)));
    }
    loading.countDown();
    for (Future<ModelLease> one : asking) {
      one.get().close();
    }
    assertThat(engine.loads()).isLessThanOrEqualTo(2);
  }

  @Test
  void modelsGoWhereThereIsRoomAndThenNowhere() {
    engine.bytes(model -> 40 * MIB);
    models.limit(TWO.get(0), 50 * MIB, OptionalLong.empty());
    models.limit(TWO.get(1), 50 * MIB, OptionalLong.empty());
    try (ModelLease a = acquire(model("a", 8), SharingMode.PROCESS);
        ModelLease b = acquire(model("b", 8), SharingMode.PROCESS)) {
      assertThat(List.of(a.device(), b.device())).containsExactlyElementsOf(TWO);
      assertThatThrownBy(() -> acquire(model("c", 8), SharingMode.PROCESS))
          .isInstanceOf(PlacementException.class)
          .hasMessageContaining("40.0 MiB of 50.0 MiB taken");
      assertThat(models.allocator().refused()).isEqualTo(1);
    }
    try (ModelLease c = acquire(model("c", 8), SharingMode.PROCESS)) {
      assertThat(c.device()).as("what is idle goes").isEqualTo(TWO.get(0));
      assertThat(models.statistics().copies()).isEqualTo(2);
    }
  }

  @Test
  void privateCopiesArePlacedAndAdmittedTooAndASharedOneFitsWhereTheyDoNot() {
    engine.bytes(model -> 40 * MIB);
    models.limit(TWO.get(0), 90 * MIB, OptionalLong.empty());
    models.limit(TWO.get(1), 90 * MIB, OptionalLong.empty());
    List<ModelLease> leases = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      leases.add(acquire(model("m", 8), SharingMode.TASK));
    }
    assertThat(leases)
        .extracting(lease -> lease.device().toString())
        .containsExactly("sim:0", "sim:1", "sim:0", "sim:1");
    assertThatThrownBy(() -> acquire(model("m", 8), SharingMode.TASK))
        .isInstanceOf(PlacementException.class);
    leases.forEach(ModelLease::close);
    for (int i = 0; i < 8; i++) {
      leases.add(acquire(model("m", 8), SharingMode.PROCESS));
    }
    assertThat(models.statistics().copies()).isEqualTo(2);
    leases.forEach(ModelLease::close);
  }

  @Test
  void theShareOfAGpuIsNamedWhereOneDeviceAloneIsTooSmall() {
    models.limit(TWO.get(0), 20 * MIB, OptionalLong.empty());
    assertThatThrownBy(() -> models.acquire(model("m", 8), TWO.get(0)))
        .isInstanceOf(InferenceException.class)
        .hasMessage(
            "Cannot load model m (about 40.0 MiB) on sim:0: 20.0 MiB free of this process's share of"
                + " the GPU=20.0 MiB, which holds no model yet; use fewer slots"
                + " (spark.euge.gpu.slots) or use fewer models at once");
    try (ModelLease other = models.acquire(model("n", 1), TWO.get(0), OPTIONS, SharingMode.TASK)) {
      assertThat(other.bytes()).isPositive();
    }
  }

  @Test
  void aLoadThatFailsLeavesNoTaskBehind() {
    engine.onLoad(
        model -> {
          throw new InferenceException("bad");
        });
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> acquire(model("m", 1), SharingMode.PROCESS)).hasMessage("bad");
    }
    assertThat(models.allocator().count(Reason.FIRST)).isEqualTo(5);
    assertThat(models.allocator().last())
        .allSatisfy(choice -> assertThat(choice.explanation()).contains("sim:0 (0 tasks"));
  }

  private ModelLease acquire(Model model, SharingMode mode) {
    return models.acquire(model, TWO, Optional.empty(), OPTIONS, mode);
  }
}
