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
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models of other tools have a compiled copy with mapped weights, whatever their numbers are, and
 * it gives the bits of the graph itself, in batches of several tasks and with several threads too.
 */
@ExtendWith(NoLeaks.class)
class ForeignBitsIT {
  private static final int FRAMES = 3;
  private static final EngineOptions PLAIN = EngineOptions.DEFAULT.withCompiled(false);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "yolox_nano_416.onnx, false", // float32
    "derived_yolox_nano_416_fp16io.onnx, false", // float16
    "yolov5n_640_fp16w.onnx, true", // float16 weights
    "yolov8n_640_int8qdq.onnx, false", // quantized once and for all
    "yolo11n_320_int8dyn.onnx, false" // quantized in each run
  })
  void compiledBatchedAndThreadedItGivesTheSame(String name, boolean batches) throws Exception {
    Model model =
        DetectionModels.in(folder.resolve("models"))
            .resolve(Shared.file("data/onnx/" + name).toString());
    assertThat(model.input().batches()).isEqualTo(batches);
    List<int[]> expected;
    try (Session session = new OnnxRuntimeEngine().load(model, Device.CPU, PLAIN);
        Workspace workspace = session.workspace(1)) {
      expected = run(model, workspace);
    }
    assertThat(expected).doesNotHaveDuplicates();

    CompiledModels compiled = new CompiledModels(folder.resolve("compiled"), 1 << 30);
    OnnxRuntimeEngine engine = new OnnxRuntimeEngine(compiled);
    for (int threads : new int[] {1, 2}) {
      try (Session session =
              engine.load(model, Device.CPU, PLAIN.withCompiled(true).withIntraOpThreads(threads));
          Workspace workspace = session.workspace(batches ? FRAMES : 1)) {
        assertSame(run(model, workspace), expected);
      }
    }
    assertThat(bytes("weights.bin")).as("mapped weights").isGreaterThan(model.bytes() / 2);

    try (SharedModels models = new SharedModels(engine)) {
      runTogether(models, model, expected);
      assertThat(models.batching().largestBatch()).isEqualTo(2);
    }
  }

  private long bytes(String file) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("compiled"))) {
      return files
          .filter(each -> each.endsWith(file))
          .mapToLong(each -> each.toFile().length())
          .max()
          .orElse(0);
    }
  }

  /** Each task has one frame a run: only frames of several tasks make a batch. */
  private static void runTogether(SharedModels models, Model model, List<int[]> expected)
      throws Exception {
    EngineOptions options =
        EngineOptions.DEFAULT.withBatching(
            new Batching(Batching.When.ALWAYS, 2, Duration.ofMillis(500)));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        tasks.add(
            threads.submit(
                () -> {
                  try (ModelLease lease =
                          models.acquire(model, Device.CPU, options, SharingMode.PROCESS);
                      Workspace workspace = lease.workspace(1)) {
                    assertSame(run(model, workspace), expected);
                  }
                }));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Runs all frames, as many at a time as fit, and returns the bits of each. */
  private static List<int[]> run(Model model, Workspace workspace) {
    List<int[]> bits = new ArrayList<>();
    byte[] noise = new byte[model.input().frameBytes()];
    for (int first = 0; first < FRAMES; first += workspace.capacity()) {
      int frames = Math.min(workspace.capacity(), FRAMES - first);
      for (int slot = 0; slot < frames; slot++) {
        new Random(first + slot).nextBytes(noise);
        workspace.input().put(slot * noise.length, noise);
      }
      workspace.run(frames);
      for (int slot = 0; slot < frames; slot++) {
        bits.add(bits(model, workspace, slot));
      }
    }
    return bits;
  }

  private static int[] bits(Model model, Workspace workspace, int slot) {
    int[] all = new int[0];
    for (int index = 0; index < model.outputs().size(); index++) {
      FloatBuffer output = workspace.output(index);
      int floats = (int) model.outputs().get(index).frameElements().getAsLong();
      int start = all.length;
      all = Arrays.copyOf(all, start + floats);
      for (int i = 0; i < floats; i++) {
        all[start + i] = Float.floatToRawIntBits(output.get(slot * floats + i));
      }
    }
    return all;
  }

  private static void assertSame(List<int[]> found, List<int[]> expected) {
    for (int frame = 0; frame < FRAMES; frame++) {
      assertThat(Arrays.equals(found.get(frame), expected.get(frame)))
          .as("frame %d has the same bits", frame)
          .isTrue();
    }
  }
}
