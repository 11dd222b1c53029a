package io.euge.inference.sharing;

import static io.euge.inference.sharing.SharedModelsTest.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.device.Device;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementRules;
import io.euge.inference.InferenceException;
import io.euge.model.Model;
import io.euge.testing.FakeEngine;
import io.euge.testing.NoLeaks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The memory that models may take, and the idle ones that are evicted for others. */
@ExtendWith(NoLeaks.class)
@Timeout(30)
class SharedModelsMemoryTest {
  private static final long MIB = 1 << 20;

  private final FakeEngine engine = new FakeEngine();
  private final ManualScheduler timing = new ManualScheduler();
  private SharedModels models = new SharedModels(engine);

  @AfterEach
  void close() {
    models.close();
    assertThat(engine.open()).isZero();
  }

  private void evictionPolicy(EvictionPolicy policy) {
    models =
        new SharedModels(
            engine, policy, new Allocator(PlacementRules.DEFAULT), failure -> {}, timing);
  }

  private ModelLease acquire(Model model) {
    return models.acquire(model, Device.CPU);
  }

  private void use(Model model) {
    timing.advance(Duration.ofNanos(1));
    acquire(model).close();
  }

  @Test
  void theLeastRecentlyUsedModelWithoutLeaseMakesRoom() {
    engine.bytes(model -> 100 * MIB);
    evictionPolicy(EvictionPolicy.UNLIMITED.withMemory(350 * MIB));
    use(model("a", 28));
    use(model("b", 28));
    use(model("c", 28));
    assertThat(engine.closed()).isEmpty();
    use(model("a", 28));
    use(model("d", 28));
    assertThat(engine.closed()).containsExactly("b");
    try (ModelLease held = acquire(model("c", 28))) {
      use(model("e", 28));
      use(model("f", 28));
      assertThat(engine.closed())
          .containsExactly("b", "a", "d")
          .doesNotContain(held.model().name());
    }
  }

  @Test
  void aModelThatCannotFitSaysWhatHoldsTheMemory() {
    evictionPolicy(EvictionPolicy.UNLIMITED.withMemory(400 * MIB));
    engine.bytes(model -> 200 * MIB);
    use(model("idle", 10));
    try (ModelLease first = acquire(model("small", 50));
        ModelLease second = acquire(model("small", 50))) {
      assertThatThrownBy(() -> acquire(model("big", 100)))
          .isInstanceOf(InferenceException.class)
          .hasMessage(
              "Cannot load model big (about 316.0 MiB) on cpu: 0.0 MiB free of"
                  + " spark.euge.model.memory=400.0 MiB, held by idle (200.0 MiB, 0 leases), small"
                  + " (200.0 MiB, 2 leases); raise spark.euge.model.memory or use fewer models at"
                  + " once");
      assertThat(engine.closed()).as("nothing goes in vain").isEmpty();
      assertThat(List.of(first.bytes(), second.bytes())).containsOnly(200 * MIB);
    }
  }

  @Test
  void whatWasMeasuredCountsWhenAModelIsLoadedAgain() {
    evictionPolicy(EvictionPolicy.UNLIMITED.withMemory(400 * MIB).withKeepAlive(Duration.ZERO));
    engine.bytes(model -> 390 * MIB);
    use(model("m", 100));
    try (ModelLease small = acquire(model("small", 1))) {
      assertThatThrownBy(() -> acquire(model("m", 100))).hasMessageContaining("390.0 MiB");
      assertThat(small.bytes()).isPositive();
    }
  }

  @Test
  void eachDeviceHasABudgetOfItsOwn() {
    evictionPolicy(EvictionPolicy.UNLIMITED.withMemory(40 * MIB));
    try (ModelLease here = acquire(model("a", 5));
        ModelLease there = models.acquire(model("b", 5), Device.parse("sim:1"))) {
      assertThat(here.bytes() + there.bytes()).isEqualTo(10 * MIB);
    }
  }
}
