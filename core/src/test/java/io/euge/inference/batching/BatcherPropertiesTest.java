package io.euge.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.EngineContract;
import io.euge.inference.EngineOptions;
import io.euge.inference.FramesFailedException;
import io.euge.inference.InferenceException;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.testing.FakeEngine;
import io.euge.testing.TinyGraph;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The batcher against what it should be: as if every caller ran its frames alone. A frame is a
 * number, a bad one is negative.
 */
class BatcherPropertiesTest {
  private static final int CAPACITY = 4;
  private static final int FRAME = TinyGraph.WIDTH * TinyGraph.HEIGHT * 3;
  private static final byte BAD = 99;

  private final Model model = TinyGraph.describe("m", Path.of("m"), "m", 1);

  @Property(tries = 60)
  void everyCallerGetsWhatItsFramesGiveAloneWhateverTheOthersBring(
      @ForAll("callers") List<List<List<Integer>>> callers,
      @ForAll @IntRange(min = 1, max = 6) int maxBatch)
      throws Exception {
    FakeEngine engine = new FakeEngine().onRun(BatcherPropertiesTest::refuseBad);
    Session session =
        BatchingSession.forDevice(
            engine.load(model, Device.CPU, EngineOptions.DEFAULT),
            model,
            Device.CPU,
            new Batching(Batching.When.ALWAYS, maxBatch, Duration.ofMillis(1)),
            new BatchingMetrics());
    ExecutorService threads = Executors.newCachedThreadPool();
    try (session) {
      List<Future<?>> running = new ArrayList<>();
      for (List<List<Integer>> requests : callers) {
        running.add(threads.submit(() -> call(session, requests)));
      }
      for (Future<?> caller : running) {
        caller.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(engine.batches()).allMatch(frames -> frames <= maxBatch);
    assertThat(engine.open() + engine.workspaces()).isZero();
  }

  @Provide
  Arbitrary<List<List<List<Integer>>>> callers() {
    Arbitrary<Integer> frame =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.integers().between(0, 1000)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(-1000, -1)));
    return frame
        .list()
        .ofMinSize(1)
        .ofMaxSize(CAPACITY)
        .list()
        .ofMaxSize(5)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static void refuseBad(ByteBuffer[] frames) {
    for (ByteBuffer frame : frames) {
      if (frame.get(0) == BAD) {
        throw new InferenceException("a bad frame");
      }
    }
  }

  private static void call(Session session, List<List<Integer>> requests) {
    try (Workspace workspace = session.workspace(CAPACITY)) {
      for (List<Integer> frames : requests) {
        for (int slot = 0; slot < frames.size(); slot++) {
          EngineContract.fill(workspace.input(), slot, frames.get(slot));
          workspace.input().put(slot * FRAME, frames.get(slot) < 0 ? BAD : 0);
        }
        Throwable failure = catchThrowable(() -> workspace.run(frames.size()));
        List<Integer> bad =
            IntStream.range(0, frames.size()).filter(i -> frames.get(i) < 0).boxed().toList();
        if (bad.isEmpty()) {
          assertThat(failure).isNull();
        } else if (bad.size() == frames.size()) {
          assertThat(failure).isInstanceOf(InferenceException.class);
        } else {
          assertThat(((FramesFailedException) failure).slots()).isEqualTo(bad);
        }
        for (int slot = 0; slot < frames.size(); slot++) {
          if (!bad.contains(slot)) {
            assertRight(workspace, slot);
          }
        }
      }
    }
  }

  private static void assertRight(Workspace workspace, int slot) {
    int hash = workspace.input().slice(slot * FRAME, FRAME).hashCode() * 31 + "m".hashCode();
    float[] found = EngineContract.frame(workspace, slot);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isEqualTo(FakeEngine.value(hash, 0, i));
    }
  }
}
