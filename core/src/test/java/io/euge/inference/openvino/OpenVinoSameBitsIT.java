package io.euge.inference.openvino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.EngineType;
import io.euge.inference.InferenceException;
import io.euge.inference.Precision;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.compiled.CompiledModels;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.testing.NoLeaks;
import io.euge.testing.OpenVinoInstallation;
import io.euge.testing.Shared;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With OpenVINO a real network gives the same bits however it is shared, batched and loaded. */
@ExtendWith(NoLeaks.class)
class OpenVinoSameBitsIT {
  private static final int FRAMES = 4;

  @TempDir Path folder;
  private Model model;
  private OpenVinoEngine engine;

  @BeforeEach
  void prepare() {
    Optional<Path> libraries = Optional.of(OpenVinoInstallation.folder());
    model =
        DetectionModels.in(folder.resolve("models"))
            .resolve(Shared.model("yolo-fastest-1.1-xl.cfg").toString());
    engine =
        new OpenVinoEngine(
            Optional.of(new CompiledModels(folder.resolve("compiled"), 1 << 30)), libraries);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void plainAndCompiledWithAnyThreadsStreamsAndBatches(Precision precision) throws Exception {
    EngineOptions plain =
        EngineOptions.DEFAULT.withEngine(EngineType.OPENVINO, precision).withCompiled(false);
    List<List<Float>> expected = loadOrSkip(plain);
    assertThat(expected).doesNotHaveDuplicates();
    for (int threads : new int[] {1, 2}) {
      for (int streams : new int[] {1, 3}) {
        EngineOptions compiled =
            plain.withCompiled(true).withIntraOpThreads(threads).withConcurrentRuns(streams);
        assertThat(load(compiled, streams)).isEqualTo(expected);
      }
    }
    try (Stream<Path> files = Files.list(folder.resolve("compiled"))) {
      assertThat(files.filter(Files::isDirectory)).as("one file serves them all").hasSize(1);
    }
  }

  /** Skips the test where the CPU does not have the precision, which OpenVINO tells. */
  private List<List<Float>> loadOrSkip(EngineOptions options) {
    try {
      return load(options, 1);
    } catch (InferenceException e) {
      assumeFalse(e.getMessage().contains("this CPU has no instructions for it"), e::getMessage);
      throw e;
    }
  }

  @Test
  void manyTasksShareOneCopyAndOtherOptionsHaveTheirOwn() throws Exception {
    EngineOptions openVino =
        EngineOptions.DEFAULT.withEngine(EngineType.OPENVINO, Precision.F32).withConcurrentRuns(2);
    List<List<Float>> expected = load(openVino, 1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (SharedModels models = new SharedModels(engine)) {
      List<Future<List<List<Float>>>> tasks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int capacity = 1 + i % 3;
        tasks.add(
            threads.submit(
                () -> {
                  try (ModelLease lease =
                          models.acquire(model, Device.CPU, openVino, SharingMode.PROCESS);
                      Workspace workspace = lease.workspace(capacity)) {
                    return run(workspace);
                  }
                }));
      }
      for (Future<List<List<Float>>> task : tasks) {
        assertThat(task.get()).isEqualTo(expected);
      }
      assertThat(models.statistics().peakCopies()).isEqualTo(1);
      EngineOptions other = openVino.withIntraOpThreads(2);
      models.acquire(model, Device.CPU, other, SharingMode.PROCESS).close();
      assertThat(models.statistics().peakCopies()).isEqualTo(2);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Rounding alone tells the engines apart. */
  @Test
  void itGivesWhatOnnxRuntimeGives() {
    EngineOptions openVino = EngineOptions.DEFAULT.withEngine(EngineType.OPENVINO, Precision.F32);
    List<List<Float>> found = load(openVino, 1);
    try (Session session = new OnnxRuntimeEngine().load(model, Device.CPU, EngineOptions.DEFAULT);
        Workspace workspace = session.workspace(1)) {
      List<List<Float>> expected = run(workspace);
      for (int frame = 0; frame < FRAMES; frame++) {
        for (int i = 0; i < expected.get(frame).size(); i++) {
          assertThat(Math.abs(found.get(frame).get(i) - expected.get(frame).get(i)))
              .isLessThan(1e-3f);
        }
      }
    }
  }

  private List<List<Float>> load(EngineOptions options, int capacity) {
    try (Session session = engine.load(model, Device.CPU, options);
        Workspace workspace = session.workspace(capacity)) {
      return run(workspace);
    }
  }

  /** Runs all frames, as many at a time as fit, and returns the outputs of each. */
  private List<List<Float>> run(Workspace workspace) {
    List<List<Float>> frames = new ArrayList<>();
    int frameBytes = workspace.input().capacity() / workspace.capacity();
    byte[] noise = new byte[frameBytes];
    for (int first = 0; first < FRAMES; first += workspace.capacity()) {
      int count = Math.min(workspace.capacity(), FRAMES - first);
      for (int slot = 0; slot < count; slot++) {
        new Random(first + slot).nextBytes(noise);
        workspace.input().put(slot * frameBytes, noise);
      }
      workspace.run(count);
      for (int slot = 0; slot < count; slot++) {
        frames.add(outputs(workspace, slot, count));
      }
    }
    return frames;
  }

  private List<Float> outputs(Workspace workspace, int slot, int count) {
    List<Float> all = new ArrayList<>();
    for (int index = 0; index < model.outputs().size(); index++) {
      FloatBuffer output = workspace.output(index);
      int floats = output.remaining() / count;
      for (int i = 0; i < floats; i++) {
        all.add(output.get(slot * floats + i));
      }
    }
    return all;
  }
}
