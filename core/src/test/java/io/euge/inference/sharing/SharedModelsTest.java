package io.euge.inference.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.device.Device;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementRules;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.InferenceInterruptedException;
import io.euge.inference.MemoryEstimate;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.testing.FakeEngine;
import io.euge.testing.NoLeaks;
import io.euge.testing.TinyGraph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
@Timeout(30)
public class SharedModelsTest {
  private static final long MIB = 1 << 20;

  private final FakeEngine engine = new FakeEngine();
  private final ManualScheduler timing = new ManualScheduler();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private SharedModels models = new SharedModels(engine);

  @AfterEach
  void close() {
    models.close();
    threads.shutdownNow();
    assertThat(engine.open()).isZero();
  }

  static Model model(String name, long mib) {
    return TinyGraph.describe(name, Path.of(name + ".onnx"), "hash of " + name, mib * MIB);
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

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void oneLoadServesAllCallersAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    engine.onLoad(model -> uninterruptibly(asked));
    List<Future<ModelLease>> asking = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asking.add(threads.submit(() -> acquire(model("m", 1))));
    }
    await(() -> models.statistics().hits() == 19);
    asked.countDown();
    for (Future<ModelLease> one : asking) {
      one.get().close();
    }
    assertThat(engine.loads()).isEqualTo(1);
    SharingStatistics statistics = models.statistics();
    assertThat(statistics.loads()).isEqualTo(1);
    assertThat(statistics.copies()).isEqualTo(1);
    assertThat(statistics.leases()).isZero();
    assertThat(statistics.bytes()).isEqualTo(MIB);
    assertThat(statistics.peakBytes()).isEqualTo(MemoryEstimate.of(model("m", 1)));
  }

  @Test
  void aCopyIsSharedByContentDeviceAndOptions() {
    EngineOptions two = EngineOptions.DEFAULT.withIntraOpThreads(2);
    Model renamed = TinyGraph.describe("other", Path.of("o"), "hash of m", MIB);
    try (ModelLease first = acquire(model("m", 1));
        ModelLease second = acquire(renamed);
        ModelLease onOther = models.acquire(model("m", 1), Device.parse("sim:0"));
        ModelLease otherOptions =
            models.acquire(model("m", 1), Device.CPU, two, SharingMode.PROCESS)) {
      assertThat(engine.loads()).isEqualTo(3);
      assertThat(models.statistics().leases()).isEqualTo(4);
      assertThat(List.of(first.device(), second.device(), otherOptions.device()))
          .containsOnly(Device.CPU);
      assertThat(onOther.device()).hasToString("sim:0");
    }
  }

  @Test
  void aFailedLoadFailsAllWhoWaitWithOneCauseAndCanBeTriedAgain() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    InferenceException cause = new InferenceException("no such weights");
    engine.onLoad(
        model -> {
          uninterruptibly(asked);
          throw cause;
        });
    List<Future<ModelLease>> asking = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      asking.add(threads.submit(() -> acquire(model("m", 1))));
    }
    await(() -> models.statistics().hits() == 4);
    asked.countDown();
    for (Future<ModelLease> one : asking) {
      Throwable thrown = catchThrowableOfType(ExecutionException.class, one::get).getCause();
      assertThat(thrown).isInstanceOf(InferenceException.class).hasMessage("no such weights");
      assertThat(thrown.getCause()).isSameAs(cause);
    }
    assertThat(models.statistics().bytes()).isZero();
    assertThat(models.statistics().failedLoads()).isEqualTo(1);
    engine.onLoad(model -> {});
    use(model("m", 1));
    assertThat(models.statistics().copies()).isEqualTo(1);
  }

  @Test
  void anErrorOfTheEngineIsThrownToAllWaiters() {
    engine.onLoad(
        model -> {
          throw new UnsatisfiedLinkError("no library");
        });
    assertThatThrownBy(() -> acquire(model("m", 1)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("Loading model m on cpu failed")
        .hasMessageContaining("no library");
  }

  @Test
  void anErrorOfARunIsReportedToTheListenerToo() {
    List<Throwable> failures = new ArrayList<>();
    models =
        new SharedModels(
            engine, EvictionPolicy.UNLIMITED, new Allocator(PlacementRules.DEFAULT), failures::add);
    UnsatisfiedLinkError error = new UnsatisfiedLinkError("no library");
    engine.onRun(
        frames -> {
          throw error;
        });
    try (ModelLease lease = acquire(model("m", 1));
        Workspace workspace = lease.workspace(1)) {
      assertThatThrownBy(() -> workspace.run(1)).isSameAs(error);
    }
    assertThat(failures).containsExactly(error);
  }

  @Test
  void aClosedLeaseCannotBeUsedAndClosingTwiceIsHarmless() {
    ModelLease lease = acquire(model("m", 1));
    ModelLease other = acquire(model("m", 1));
    lease.close();
    lease.close();
    assertThat(models.statistics().leases()).isEqualTo(1);
    assertThatThrownBy(() -> lease.workspace(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lease of model m on cpu is closed");
    other.workspace(1).close();
    other.close();
  }

  @Test
  void aWorkspaceKeepsItsModelWhenTheLeaseIsClosed() {
    evictionPolicy(EvictionPolicy.UNLIMITED.withKeepAlive(Duration.ZERO));
    ModelLease lease = acquire(model("m", 1));
    Workspace workspace = lease.workspace(1);
    lease.close();
    workspace.run(1);
    assertThat(engine.open()).isEqualTo(1);
    workspace.close();
    workspace.close();
    assertThat(engine.open()).isZero();
  }

  @Test
  void anInterruptedWaiterLeavesAtOnceAndTheLoadContinuesForTheOthers() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    engine.onLoad(model -> uninterruptibly(finish));
    Future<ModelLease> patient = threads.submit(() -> acquire(model("m", 1)));
    await(() -> engine.loads() == 1);
    List<Throwable> thrown = new ArrayList<>();
    List<Boolean> flag = new ArrayList<>();
    Thread killed =
        new Thread(
            () -> {
              thrown.add(catchThrowableOfType(Throwable.class, () -> acquire(model("m", 1))));
              flag.add(Thread.currentThread().isInterrupted());
            });
    killed.start();
    await(() -> models.statistics().hits() == 1);
    killed.interrupt();
    killed.join();
    assertThat(thrown.get(0)).isInstanceOf(InferenceInterruptedException.class);
    assertThat(flag).containsExactly(true);
    assertThat(patient.isDone()).isFalse();
    finish.countDown();
    patient.get().close();
    assertThat(engine.loads()).isEqualTo(1);
  }

  @Test
  void aModelWithoutWaitersIsRetainedOrEvictedAsIdleModelsAre() throws Exception {
    for (boolean stays : new boolean[] {true, false}) {
      models.close();
      evictionPolicy(
          stays ? EvictionPolicy.UNLIMITED : EvictionPolicy.UNLIMITED.withKeepAlive(Duration.ZERO));
      CountDownLatch finish = new CountDownLatch(1);
      engine.onLoad(model -> uninterruptibly(finish));
      int before = engine.loads();
      Thread killed =
          new Thread(
              () ->
                  assertThatThrownBy(() -> acquire(model("m", 1)))
                      .isInstanceOf(InferenceInterruptedException.class));
      killed.start();
      await(() -> engine.loads() == before + 1);
      killed.interrupt();
      killed.join();
      finish.countDown();
      await(() -> models.statistics().loads() == 1);
      if (stays) {
        use(model("m", 1));
        assertThat(models.statistics().hits()).isEqualTo(1);
      } else {
        await(() -> engine.open() == 0);
      }
    }
  }

  @Test
  void anIdleModelStaysForItsTime() {
    evictionPolicy(EvictionPolicy.UNLIMITED.withKeepAlive(Duration.ofMinutes(5)));
    use(model("m", 1));
    timing.advance(Duration.ofMinutes(4));
    use(model("m", 1));
    timing.advance(Duration.ofMinutes(4));
    assertThat(engine.open()).isEqualTo(1);
    ModelLease lease = acquire(model("m", 1));
    timing.advance(Duration.ofHours(1));
    assertThat(engine.open()).isEqualTo(1);
    lease.close();
    timing.advance(Duration.ofMinutes(5));
    assertThat(engine.open()).isZero();
    assertThat(engine.loads()).isEqualTo(1);
  }

  @Test
  void inModeTaskEachLeaseHasACopyThatGoesWithIt() {
    ModelLease first =
        models.acquire(model("m", 1), Device.CPU, EngineOptions.DEFAULT, SharingMode.TASK);
    ModelLease second =
        models.acquire(model("m", 1), Device.CPU, EngineOptions.DEFAULT, SharingMode.TASK);
    assertThat(engine.open()).isEqualTo(2);
    first.close();
    assertThat(engine.open()).isEqualTo(1);
    second.close();
    assertThat(engine.open()).isZero();
    assertThat(models.statistics().peakCopies()).isEqualTo(2);
  }

  @Test
  void closingRunsEveryStepInOrderAndKeepsEveryFailure() {
    engine.onClose(
        model -> {
          throw new IllegalArgumentException("close of " + model.name());
        });
    use(model("a", 1));
    use(model("b", 1));
    assertThatThrownBy(models::close)
        .isInstanceOf(InferenceException.class)
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("close of b", "close of a"));
    models.close();
    assertThatThrownBy(() -> acquire(model("a", 1)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("shut down");
  }

  @Test
  void aLeaseOpenAtTheCloseIsShownAndStillWorks() {
    ModelLease forgotten = acquire(model("m", 1));
    assertThat(forgotten.acquisition())
        .hasValueSatisfying(
            where ->
                assertThat(where.getStackTrace())
                    .anyMatch(
                        frame ->
                            frame
                                .getMethodName()
                                .equals("aLeaseOpenAtTheCloseIsShownAndStillWorks")));
    models.close();
    try (Workspace workspace = forgotten.workspace(1)) {
      workspace.run(1);
    }
    forgotten.close();
    assertThat(engine.open()).isZero();
    assertThat(models.statistics().leases()).isZero();
  }

  @Test
  void closingWaitsForLoadsAndFailsTheirWaiters() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    engine.onLoad(model -> uninterruptibly(finish));
    Future<ModelLease> asking = threads.submit(() -> acquire(model("m", 1)));
    await(() -> engine.loads() == 1);
    Future<?> closing = threads.submit(models::close);
    await(() -> failureOfInterruptedAcquire().contains("shut down"));
    assertThat(closing.isDone()).isFalse();
    finish.countDown();
    closing.get();
    assertThatThrownBy(asking::get).hasMessageContaining("shut down");
    await(() -> engine.open() == 0);
  }

  /** Does not wait for the load under way. */
  private String failureOfInterruptedAcquire() {
    Thread.currentThread().interrupt();
    try {
      return catchThrowableOfType(InferenceException.class, () -> acquire(model("m", 1)))
          .getMessage();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  public static void uninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
