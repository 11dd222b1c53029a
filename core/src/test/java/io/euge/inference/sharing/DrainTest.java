package io.euge.inference.sharing;

import static io.euge.inference.sharing.SharedModelsTest.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.device.Device;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementRules;
import io.euge.inference.Batching;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.Workspace;
import io.euge.testing.FakeEngine;
import io.euge.testing.NoLeaks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of a process under its tasks. */
@ExtendWith(NoLeaks.class)
@Timeout(30)
class DrainTest {
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch finish = new CountDownLatch(1);
  private final FakeEngine engine = new FakeEngine();
  private final List<String> failures = new ArrayList<>();
  private final SharedModels models =
      new SharedModels(
          engine,
          EvictionPolicy.UNLIMITED,
          new Allocator(PlacementRules.DEFAULT),
          failure -> failures.add(failure.getMessage()));
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    finish.countDown();
    models.close();
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(names = {"ALWAYS", "NEVER"})
  void aRunUnderWayEndsNoOtherBeginsAndThenTheModelsGo(Batching.When batching) throws Exception {
    engine.onRun(
        frames -> {
          running.countDown();
          SharedModelsTest.uninterruptibly(finish);
        });
    EngineOptions options = EngineOptions.DEFAULT.withBatching(Batching.DEFAULT.with(batching));
    Future<String> task =
        threads.submit(
            () -> {
              try (ModelLease lease =
                      models.acquire(model("m", 1), Device.CPU, options, SharingMode.PROCESS);
                  Workspace workspace = lease.workspace(1)) {
                workspace.run(1);
                try {
                  workspace.run(1);
                  return "ran again";
                } catch (InferenceException e) {
                  return e.getMessage();
                }
              }
            });
    running.await();
    Future<Boolean> drained = threads.submit(() -> models.drain(Duration.ofSeconds(20)));
    Thread.sleep(50);
    assertThat(drained.isDone()).isFalse();
    finish.countDown();
    assertThat(drained.get()).isTrue();
    assertThat(task.get()).contains("starts no more runs");
    assertThatThrownBy(() -> models.acquire(model("m", 1), Device.CPU))
        .hasMessageContaining("shut down");
    models.close();
    assertThat(models.awaitClosed(Duration.ofSeconds(10))).isTrue();
    assertThat(engine.open()).isZero();
  }

  @Test
  void aRunThatDoesNotEndIsWaitedForSoLongAndNotLonger() throws Exception {
    engine.onRun(
        frames -> {
          running.countDown();
          SharedModelsTest.uninterruptibly(finish);
        });
    Future<?> task =
        threads.submit(
            () -> {
              try (ModelLease lease = models.acquire(model("m", 1), Device.CPU);
                  Workspace workspace = lease.workspace(1)) {
                workspace.run(1);
              }
            });
    running.await();
    assertThat(models.drain(Duration.ofMillis(50))).isFalse();
    models.close();
    assertThat(models.awaitClosed(Duration.ofMillis(50))).isFalse();
    assertThat(engine.open()).as("a model under a run stays").isEqualTo(1);
    finish.countDown();
    task.get();
    assertThat(models.awaitClosed(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void theListenerIsGivenWhatFailsInLoadsAndRuns() {
    engine.onLoad(
        model -> {
          if (model.name().equals("bad")) {
            throw new InferenceException("a load");
          }
        });
    engine.onRun(
        frames -> {
          throw new InferenceException("a run");
        });
    assertThatThrownBy(() -> models.acquire(model("bad", 1), Device.CPU)).hasMessage("a load");
    try (ModelLease lease = models.acquire(model("m", 1), Device.CPU);
        Workspace workspace = lease.workspace(1)) {
      assertThatThrownBy(() -> workspace.run(1)).hasMessage("a run");
    }
    assertThat(failures).containsExactly("a load", "a run");
  }
}
