package io.euge.inference.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.device.Device;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementRules;
import io.euge.inference.InferenceException;
import io.euge.inference.MemoryEstimate;
import io.euge.model.Model;
import io.euge.testing.FakeEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The registry against a simple account of which models should be in memory. */
class SharedModelsPropertiesTest {
  private enum Act {
    ACQUIRE,
    ACQUIRE_FAILING,
    CLOSE,
    CLOSE_AGAIN,
    WAIT
  }

  private record Step(Act act, int number) {}

  @Provide
  Arbitrary<Step> steps() {
    return Combinators.combine(Arbitraries.of(Act.class), Arbitraries.integers().between(0, 4))
        .as(Step::new);
  }

  @Property(tries = 300)
  void whatIsInMemoryIsWhatTheAccountSays(
      @ForAll @IntRange(min = 1, max = 3) int capacity,
      @ForAll @IntRange(min = -1, max = 5) int keepMinutes,
      @ForAll @Size(max = 40) List<@From("steps") Step> steps) {
    Account account = new Account(capacity, keepMinutes);
    try {
      steps.forEach(account::act);
    } finally {
      account.end();
    }
  }

  private static final class Account {
    private static final Model ANY = SharedModelsTest.model("any", 1);
    private static final long SIZE = MemoryEstimate.of(ANY);

    private final FakeEngine engine = new FakeEngine().bytes(model -> SIZE);
    private final ManualScheduler timing = new ManualScheduler();
    private final int capacity;
    private final Optional<Duration> keepAlive;
    private final SharedModels models;
    private final Map<String, Resident> residents = new HashMap<>();
    private final List<ModelLease> open = new ArrayList<>();
    private final List<ModelLease> closed = new ArrayList<>();
    private int loads;

    private static final class Resident {
      int leases;
      long lastUsed;
    }

    Account(int capacity, int keepMinutes) {
      this.capacity = capacity;
      this.keepAlive =
          keepMinutes < 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(keepMinutes));
      EvictionPolicy residency = new EvictionPolicy(keepAlive, EvictionPolicy.UNLIMITED.memory());
      this.models =
          new SharedModels(
              engine,
              residency.withMemory(capacity * SIZE),
              new Allocator(PlacementRules.DEFAULT),
              failure -> {},
              timing);
    }

    void act(Step step) {
      wait(Duration.ofNanos(1));
      switch (step.act()) {
        case ACQUIRE -> acquire("m" + step.number(), false);
        case ACQUIRE_FAILING -> acquire("m" + step.number(), true);
        case CLOSE -> {
          if (step.number() < open.size()) {
            close(open.remove(step.number()));
          }
        }
        case CLOSE_AGAIN -> {
          if (step.number() < closed.size()) {
            closed.get(step.number()).close();
          }
        }
        case WAIT -> wait(Duration.ofMinutes(step.number()));
      }
      check();
    }

    private void acquire(String name, boolean failing) {
      Model model = SharedModelsTest.model(name, 1);
      engine.onLoad(
          loading -> {
            if (failing) {
              throw new InferenceException("cannot load");
            }
          });
      if (!residents.containsKey(name)) {
        if (residents.size() == capacity && !makeRoom()) {
          assertThatThrownBy(() -> models.acquire(model, Device.CPU))
              .hasMessageContaining("spark.euge.model.memory");
          return;
        }
        if (failing) {
          assertThatThrownBy(() -> models.acquire(model, Device.CPU)).hasMessage("cannot load");
          return;
        }
        loads++;
        residents.put(name, new Resident());
      }
      open.add(models.acquire(model, Device.CPU));
      residents.get(name).leases++;
    }

    private boolean makeRoom() {
      Optional<String> oldest =
          residents.entrySet().stream()
              .filter(entry -> entry.getValue().leases == 0)
              .min(Comparator.comparing(entry -> entry.getValue().lastUsed))
              .map(Map.Entry::getKey);
      oldest.ifPresent(residents::remove);
      return oldest.isPresent();
    }

    private void close(ModelLease lease) {
      lease.close();
      closed.add(lease);
      Resident resident = residents.get(lease.model().name());
      resident.leases--;
      resident.lastUsed = timing.nanoTime();
      forgetExpired();
    }

    private void wait(Duration time) {
      timing.advance(time);
      forgetExpired();
    }

    private void forgetExpired() {
      keepAlive.ifPresent(
          time ->
              residents
                  .values()
                  .removeIf(
                      resident ->
                          resident.leases == 0
                              && timing.nanoTime() - resident.lastUsed >= time.toNanos()));
    }

    private void check() {
      SharingStatistics now = models.statistics();
      assertThat(engine.open()).isEqualTo(residents.size());
      assertThat(now.copies()).isEqualTo(residents.size());
      assertThat(now.bytes()).isEqualTo(residents.size() * SIZE);
      assertThat(now.peakCopies()).isLessThanOrEqualTo(capacity);
      assertThat(now.leases()).isEqualTo(open.size());
      assertThat(now.loads()).isEqualTo(loads);
      for (ModelLease lease : open) {
        lease.workspace(1).close();
      }
      for (ModelLease lease : closed) {
        assertThatThrownBy(() -> lease.workspace(1)).isInstanceOf(IllegalStateException.class);
      }
    }

    void end() {
      open.forEach(ModelLease::close);
      models.close();
      assertThat(engine.open()).isZero();
      assertThat(models.statistics().bytes()).isZero();
    }
  }
}
