package io.euge.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.EngineContract;
import io.euge.inference.EngineOptions;
import io.euge.inference.FramesFailedException;
import io.euge.inference.InferenceException;
import io.euge.inference.InferenceInterruptedException;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.sharing.SharedModelsTest;
import io.euge.model.Model;
import io.euge.testing.FakeEngine;
import io.euge.testing.NoLeaks;
import io.euge.testing.TinyGraph;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
@Timeout(30)
class BatcherTest {
  private static final Duration FOREVER = Duration.ofHours(1);
  private static final int FRAME = TinyGraph.WIDTH * TinyGraph.HEIGHT * 3;
  private static final byte BAD = 99;

  private final Model model = TinyGraph.describe("m", Path.of("m"), "m", 1);
  private final FakeEngine engine = new FakeEngine();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private Future<?> interrupted;

  @AfterEach
  void end() {
    threads.shutdownNow();
    assertThat(engine.open() + engine.workspaces()).isZero();
  }

  private Session session(int maxBatch, Duration maxDelay) {
    Batching batching = new Batching(Batching.When.ALWAYS, maxBatch, maxDelay);
    Session session = engine.load(model, Device.CPU, EngineOptions.DEFAULT);
    return BatchingSession.forDevice(session, model, Device.CPU, batching, new BatchingMetrics());
  }

  private void failOnBadFrames() {
    engine.onRun(
        frames -> {
          for (ByteBuffer frame : frames) {
            if (frame.get(0) == BAD) {
              throw new InferenceException("a bad frame");
            }
          }
        });
  }

  private static void fill(Workspace workspace, int slot, int seed) {
    EngineContract.fill(workspace.input(), slot, seed);
    workspace.input().put(slot * FRAME, (byte) 0);
  }

  private static void spoil(Workspace workspace, int slot) {
    workspace.input().put(slot * FRAME, BAD);
  }

  private void assertRight(Workspace workspace, int slot) {
    int hash = workspace.input().slice(slot * FRAME, FRAME).hashCode() * 31 + "m".hashCode();
    float[] found = EngineContract.frame(workspace, slot);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isEqualTo(FakeEngine.value(hash, 0, i));
    }
  }

  @Test
  void framesOfDifferentCallersRunTogether() throws Exception {
    try (Session session = session(8, FOREVER);
        Workspace one = session.workspace(4);
        Workspace other = session.workspace(4)) {
      for (int slot = 0; slot < 4; slot++) {
        fill(one, slot, slot);
        fill(other, slot, 10 + slot);
      }
      Future<?> running = threads.submit(() -> one.run(2));
      other.run(3);
      running.get();
      assertThat(engine.batches()).containsExactly(5);
      for (int slot = 0; slot < 3; slot++) {
        assertRight(other, slot);
        assertRight(one, Math.min(slot, 1));
      }
      assertThat(one.output(0).remaining()).isEqualTo(2 * TinyGraph.FRAME_FLOATS);
    }
  }

  @Test
  void aFullBatchDoesNotWaitForOtherCallersAndIsNotCopied() {
    try (Session session = session(2, FOREVER);
        Workspace one = session.workspace(2);
        Workspace idle = session.workspace(2)) {
      fill(one, 0, 1);
      fill(one, 1, 2);
      one.run(2);
      assertRight(one, 1);
      assertThat(engine.batches()).containsExactly(2);
      assertThat(idle.capacity()).isEqualTo(2);
    }
  }

  @Test
  void aCallersSpareBuffersAreNotWaitedFor() {
    try (Session session = session(8, FOREVER);
        Workspace one = session.workspace(1);
        Workspace spare = session.spare(1)) {
      fill(one, 0, 1);
      fill(spare, 0, 2);
      one.run(1);
      spare.run(1);
      assertRight(one, 0);
      assertRight(spare, 0);
      assertThat(engine.batches()).containsExactly(1, 1);
    }
  }

  @Test
  void theOldestFrameWaitsNoLongerThanTheBudget() {
    try (Session session = session(8, Duration.ofMillis(5));
        Workspace one = session.workspace(1);
        Workspace idle = session.workspace(1)) {
      fill(one, 0, 1);
      one.run(1);
      assertRight(one, 0);
      assertThat(idle.capacity()).isEqualTo(1);
    }
  }

  @Test
  void moreFramesThanABatchRunInSeveral() {
    try (Session session = session(4, FOREVER);
        Workspace one = session.workspace(10)) {
      for (int slot = 0; slot < 10; slot++) {
        fill(one, slot, slot);
      }
      one.run(10);
      for (int slot = 0; slot < 10; slot++) {
        assertRight(one, slot);
      }
      assertThat(engine.batches()).containsExactly(4, 4, 2);
    }
  }

  @Test
  void aBadFrameFailsOnlyItself() throws Exception {
    failOnBadFrames();
    try (Session session = session(8, FOREVER);
        Workspace one = session.workspace(3);
        Workspace other = session.workspace(2)) {
      for (int slot = 0; slot < 3; slot++) {
        fill(one, slot, slot);
        fill(other, Math.min(slot, 1), slot);
      }
      spoil(one, 1);
      Future<?> running = threads.submit(() -> other.run(2));
      FramesFailedException failed =
          catchThrowableOfType(FramesFailedException.class, () -> one.run(3));
      running.get();
      assertThat(failed.slots()).containsExactly(1);
      assertThat(failed).hasMessageContaining("frames [1]").hasMessageContaining("a bad frame");
      assertRight(one, 0);
      assertRight(one, 2);
      assertRight(other, 0);
      assertRight(other, 1);
    }
  }

  @Test
  void aRunOfBadFramesFailsAsAWhole() {
    failOnBadFrames();
    try (Session session = session(8, FOREVER);
        Workspace one = session.workspace(2)) {
      spoil(one, 0);
      spoil(one, 1);
      assertThatThrownBy(() -> one.run(2))
          .isInstanceOf(InferenceException.class)
          .isNotInstanceOf(FramesFailedException.class)
          .hasMessageContaining("a bad frame");
      assertThatThrownBy(() -> one.output(0)).isInstanceOf(IllegalStateException.class);
      assertThat(engine.batches()).containsExactly(2, 1, 1);
      spoilNot(one);
      one.run(1);
      assertRight(one, 0);
    }
  }

  private static void spoilNot(Workspace workspace) {
    fill(workspace, 0, 5);
  }

  @Test
  void anInterruptedCallerInTheQueueLeavesAtOnceAndMayComeAgain() throws Exception {
    try (Session session = session(8, FOREVER);
        Workspace one = session.workspace(1);
        Workspace other = session.workspace(1)) {
      fill(one, 0, 1);
      fill(other, 0, 2);
      Thread caller = interruptible(() -> one.run(1));
      awaitState(caller, Thread.State.WAITING);
      caller.interrupt();
      interrupted.get();
      Future<?> again = threads.submit(() -> one.run(1));
      other.run(1);
      again.get();
      assertRight(one, 0);
      assertThat(engine.batches()).containsExactly(2);
    }
  }

  @Test
  void anInterruptedCallerLeavesWhileItsFramesRunAndOnlyItsBuffersWait() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    engine.onRun(
        frames -> {
          running.countDown();
          SharedModelsTest.uninterruptibly(finish);
        });
    try (Session session = session(8, FOREVER)) {
      Workspace one = session.workspace(1);
      Thread caller = interruptible(() -> one.run(1));
      running.await();
      caller.interrupt();
      interrupted.get();
      Future<?> closing = threads.submit(one::close);
      assertThat(closing.isDone()).isFalse();
      finish.countDown();
      closing.get();
    }
  }

  @Test
  void closingLeavesNoCallerWaiting() throws Exception {
    Session session = engine.load(model, Device.CPU, EngineOptions.DEFAULT);
    BatchRunner runner = new BatchRunner(session.workspace(8), 1);
    Batching batching = new Batching(Batching.When.ALWAYS, 8, FOREVER);
    Batcher batcher = new Batcher("m", runner, batching, System::nanoTime, new BatchingMetrics());
    BatchedWorkspace one =
        new BatchedWorkspace(batcher, session.workspace(1), model, false, true, () -> {});
    BatchedWorkspace other =
        new BatchedWorkspace(batcher, session.workspace(1), model, false, true, () -> {});
    AtomicReference<Thread> thread = new AtomicReference<>();
    Future<?> waiting =
        threads.submit(
            () -> {
              thread.set(Thread.currentThread());
              one.run(1);
            });
    while (thread.get() == null) {
      Thread.onSpinWait();
    }
    awaitState(thread.get(), Thread.State.WAITING);
    batcher.close();
    assertThat(catchThrowableOfType(ExecutionException.class, waiting::get))
        .hasMessageContaining("closed while frames waited");
    assertThatThrownBy(() -> other.run(1)).hasMessageContaining("closed while frames waited");
    one.close();
    other.close();
    session.close();
  }

  @Test
  void theTimeInTheQueueAndTheSizeOfBatchesAreMeasured() throws Exception {
    AtomicLong now = new AtomicLong();
    BatchingMetrics metrics = new BatchingMetrics();
    Session session = engine.load(model, Device.CPU, EngineOptions.DEFAULT);
    BatchRunner runner = new BatchRunner(session.workspace(2), 1);
    Batching batching = new Batching(Batching.When.ALWAYS, 2, FOREVER);
    try (session;
        Batcher batcher = new Batcher("m", runner, batching, now::get, metrics);
        BatchedWorkspace one =
            new BatchedWorkspace(batcher, session.workspace(1), model, false, true, () -> {});
        BatchedWorkspace other =
            new BatchedWorkspace(batcher, session.workspace(1), model, false, true, () -> {})) {
      AtomicReference<Thread> thread = new AtomicReference<>();
      Future<?> waiting =
          threads.submit(
              () -> {
                thread.set(Thread.currentThread());
                one.run(1);
              });
      while (thread.get() == null) {
        Thread.onSpinWait();
      }
      awaitState(thread.get(), Thread.State.WAITING);
      assertThat(metrics.statistics()).isEqualTo(new BatchingStatistics(0, 0, 0, 0, 0, 0));
      now.set(Duration.ofMillis(500).toNanos());
      other.run(1);
      waiting.get();
      assertThat(one.waitedNanos()).isEqualTo(Duration.ofMillis(500).toNanos());
      assertThat(other.waitedNanos()).isZero();
    }
    assertThat(metrics.statistics()).isEqualTo(new BatchingStatistics(1, 2, 2, 0.5, 0.5, 0));
  }

  @Test
  void manyCallersWithBadFramesGetEachItsOwn() throws Exception {
    failOnBadFrames();
    try (Session session = session(5, Duration.ofNanos(100_000))) {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int caller = i;
        callers.add(threads.submit(() -> callManyTimes(session, new Random(caller))));
      }
      for (Future<?> one : callers) {
        one.get();
      }
    }
    assertThat(engine.batches()).allMatch(size -> size <= 5).anyMatch(size -> size > 1);
  }

  private void callManyTimes(Session session, Random random) {
    try (Workspace workspace = session.workspace(7)) {
      for (int round = 0; round < 150; round++) {
        int frames = 1 + random.nextInt(7);
        List<Integer> bad = new ArrayList<>();
        for (int slot = 0; slot < frames; slot++) {
          fill(workspace, slot, random.nextInt());
          if (random.nextInt(30) == 0) {
            spoil(workspace, slot);
            bad.add(slot);
          }
        }
        if (bad.size() == frames) {
          assertThatThrownBy(() -> workspace.run(frames)).isInstanceOf(InferenceException.class);
          continue;
        }
        if (bad.isEmpty()) {
          workspace.run(frames);
        } else {
          FramesFailedException failed =
              catchThrowableOfType(FramesFailedException.class, () -> workspace.run(frames));
          assertThat(failed.slots()).isEqualTo(bad);
        }
        for (int slot = 0; slot < frames; slot++) {
          if (!bad.contains(slot)) {
            assertRight(workspace, slot);
          }
        }
      }
    }
  }

  private Thread interruptible(Runnable call) throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    interrupted =
        threads.submit(
            () -> {
              thread.set(Thread.currentThread());
              started.countDown();
              assertThatThrownBy(call::run).isInstanceOf(InferenceInterruptedException.class);
            });
    started.await();
    return thread.get();
  }

  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      Thread.onSpinWait();
    }
  }
}
