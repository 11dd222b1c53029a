package io.euge.inference.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.device.Device;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementRules;
import io.euge.inference.Batching;
import io.euge.inference.EngineContract;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.MemoryEstimate;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.testing.FakeEngine;
import io.euge.testing.LongTests;
import io.euge.testing.NoLeaks;
import io.euge.testing.TinyGraph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many threads acquire, run, fail, swap and leave for a second, in the profile long for two
 * minutes.
 */
@ExtendWith(NoLeaks.class)
@Timeout(300)
class SharedModelsStressTest {
  private static final long SIZE = MemoryEstimate.of(SharedModelsTest.model("any", 1));
  private static final EngineOptions PLAIN = EngineOptions.DEFAULT;
  private static final EngineOptions BATCHING =
      PLAIN.withBatching(new Batching(Batching.When.ALWAYS, 4, Duration.ofNanos(50_000)));

  private final FakeEngine engine = new FakeEngine().bytes(model -> SIZE);
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void nothingBreaksAndNothingStays(long keepMillis) throws Exception {
    engine.onLoad(
        model -> {
          if (ThreadLocalRandom.current().nextInt(10) == 0) {
            throw new InferenceException("cannot load");
          }
        });
    EvictionPolicy residency = EvictionPolicy.UNLIMITED.withMemory(4 * SIZE);
    SharedModels models =
        new SharedModels(
            engine,
            keepMillis < 0 ? residency : residency.withKeepAlive(Duration.ofMillis(keepMillis)),
            new Allocator(PlacementRules.DEFAULT),
            failure -> {});
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LongTests.choose(1, 120));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Random random = new Random(i);
      tasks.add(
          threads.submit(
              () -> {
                while (System.nanoTime() < end) {
                  attempt(models, random);
                }
              }));
    }
    for (Future<?> task : tasks) {
      task.get();
    }
    threads.shutdown();
    SharingStatistics statistics = models.statistics();
    assertThat(statistics.leases()).isZero();
    assertThat(statistics.peakBytes()).isLessThanOrEqualTo(4 * SIZE);
    models.close();
    assertThat(engine.open() + engine.workspaces()).isZero();
    assertThat(models.statistics().copies()).isZero();
    assertThat(models.statistics().bytes()).isZero();
    assertThat(done.get()).isGreaterThan(100);
    assertThat(refused.get()).as("the budget was tight enough to matter").isPositive();
  }

  @SuppressWarnings("try") // The lease is closed early, and then once more.
  private void attempt(SharedModels models, Random random) {
    boolean interrupt = random.nextInt(20) == 0;
    try {
      if (interrupt) {
        Thread.currentThread().interrupt();
      }
      try (ModelLease lease = acquire(models, random)) {
        Workspace workspace = lease.workspace(2);
        if (random.nextBoolean()) {
          lease.close();
        }
        use(workspace, lease.model(), random);
      }
    } catch (InferenceException e) {
      assertThat(e).hasMessageNotContaining("closed");
      refused.incrementAndGet();
    } finally {
      // Each attempt starts anew, as a task does.
      boolean was = Thread.interrupted();
      assertThat(was && !interrupt).isFalse();
    }
  }

  private static ModelLease acquire(SharedModels models, Random random) {
    EngineOptions options = random.nextBoolean() ? PLAIN : BATCHING;
    int version = random.nextInt(3);
    Model model = TinyGraph.describe("m", Path.of("m"), "version " + version, 1 << 20);
    return switch (random.nextInt(4)) {
      case 0 ->
          models.acquire(
              new ModelVersion(model, System.nanoTime()),
              List.of(Device.CPU),
              Optional.empty(),
              options,
              SharingMode.PROCESS);
      case 1 -> models.acquire(model, Device.CPU, options, SharingMode.TASK);
      default -> models.acquire(model, Device.CPU, options, SharingMode.PROCESS);
    };
  }

  private void use(Workspace workspace, Model model, Random random) {
    try (workspace) {
      EngineContract.fill(workspace.input(), 1, random.nextInt());
      workspace.run(2);
      int bytes = workspace.input().capacity() / 2;
      int hash = workspace.input().slice(bytes, bytes).hashCode() * 31 + model.sha256().hashCode();
      assertThat(EngineContract.frame(workspace, 1)[7]).isEqualTo(FakeEngine.value(hash, 0, 7));
      done.incrementAndGet();
    }
  }
}
