package io.euge.inference.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.EngineOptions;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.compiled.CompiledModels;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** On the CPU a real network gives the same bits however it is shared, batched and loaded. */
@ExtendWith(NoLeaks.class)
class SameBitsIT {
  private static final int FRAMES = 4;
  private static final EngineOptions PLAIN = EngineOptions.DEFAULT.withCompiled(false);

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Model model;
  private OnnxRuntimeEngine engine;
  private List<int[]> expected;

  @BeforeEach
  void runPlainly() {
    model =
        DetectionModels.in(folder.resolve("models"))
            .resolve(Shared.model("yolo-fastest-1.1-xl.cfg").toString());
    engine = new OnnxRuntimeEngine(new CompiledModels(folder.resolve("compiled"), 1 << 30));
    try (Session session = new OnnxRuntimeEngine().load(model, Device.CPU, PLAIN);
        Workspace workspace = session.workspace(1)) {
      expected = run(workspace);
    }
    assertThat(expected).doesNotHaveDuplicates();
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** Runs all frames, as many at a time as fit, and returns the bits of each. */
  private List<int[]> run(Workspace workspace) {
    List<int[]> bits = new ArrayList<>();
    int frameBytes = workspace.input().capacity() / workspace.capacity();
    byte[] noise = new byte[frameBytes];
    for (int first = 0; first < FRAMES; first += workspace.capacity()) {
      int frames = Math.min(workspace.capacity(), FRAMES - first);
      for (int slot = 0; slot < frames; slot++) {
        new Random(first + slot).nextBytes(noise);
        workspace.input().put(slot * frameBytes, noise);
      }
      workspace.run(frames);
      for (int slot = 0; slot < frames; slot++) {
        bits.add(bits(workspace, slot, frames));
      }
    }
    return bits;
  }

  private int[] bits(Workspace workspace, int slot, int frames) {
    int[] all = new int[0];
    for (int index = 0; index < model.outputs().size(); index++) {
      FloatBuffer output = workspace.output(index);
      int floats = output.remaining() / frames;
      int start = all.length;
      all = Arrays.copyOf(all, start + floats);
      for (int i = 0; i < floats; i++) {
        all[start + i] = Float.floatToRawIntBits(output.get(slot * floats + i));
      }
    }
    return all;
  }

  private void assertSame(List<int[]> found) {
    for (int frame = 0; frame < FRAMES; frame++) {
      assertThat(Arrays.equals(found.get(frame), expected.get(frame)))
          .as("frame %d has the same bits", frame)
          .isTrue();
    }
  }

  @Test
  void plainAndCompiledWithOneThreadAndTwoAndBatchesOfAnySize() {
    for (int intraOpThreads : new int[] {1, 2}) {
      for (boolean compiled : new boolean[] {false, true}) {
        EngineOptions options = PLAIN.withCompiled(compiled).withIntraOpThreads(intraOpThreads);
        try (Session session = engine.load(model, Device.CPU, options)) {
          for (int capacity = 1; capacity <= FRAMES; capacity++) {
            try (Workspace workspace = session.workspace(capacity)) {
              assertSame(run(workspace));
            }
          }
        }
      }
    }
  }

  @Test
  void anyNumberOfTasksSharedOrNotBatchedOrNot() throws Exception {
    for (Batching.When when : List.of(Batching.When.NEVER, Batching.When.ALWAYS)) {
      EngineOptions options =
          EngineOptions.DEFAULT.withBatching(new Batching(when, 3, Duration.ofMillis(1)));
      for (SharingMode mode : SharingMode.values()) {
        for (int tasks : new int[] {1, 2, 4, 8}) {
          try (SharedModels models = new SharedModels(engine)) {
            runTasks(models, options, mode, tasks);
            assertThat(models.statistics().peakCopies())
                .isBetween(1, mode == SharingMode.PROCESS ? 1 : tasks);
          }
        }
      }
    }
  }

  private void runTasks(SharedModels models, EngineOptions options, SharingMode mode, int tasks)
      throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      int capacity = 1 + i % 3;
      running.add(
          threads.submit(
              () -> {
                try (ModelLease lease = models.acquire(model, Device.CPU, options, mode);
                    Workspace workspace = lease.workspace(capacity)) {
                  assertSame(run(workspace));
                }
              }));
    }
    for (Future<?> task : running) {
      task.get();
    }
  }
}
