package io.euge.inference.onnxruntime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineContract;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.compiled.CompiledModels;
import io.euge.model.Model;
import io.euge.testing.TinyGraph;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The real engine with compiled models, which must do all that it does without. */
class CompiledEngineTest extends EngineContract {
  private OnnxRuntimeEngine engine;

  @Override
  protected Engine engine() {
    if (engine == null) {
      engine = new OnnxRuntimeEngine(new CompiledModels(cache(), 1 << 30));
    }
    return engine;
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private static float[] result(Engine engine, Model model, EngineOptions options) {
    try (Session session = engine.load(model, Device.CPU, options);
        Workspace workspace = session.workspace(2)) {
      fill(workspace.input(), 1, 3);
      workspace.run(2);
      return frame(workspace, 1);
    }
  }

  @Test
  void theModelIsTakenFromTheCacheAndGivesTheSameBits() throws Exception {
    Model model = TinyGraph.write(folder, "tiny", 4);
    float[] plain = result(new OnnxRuntimeEngine(), model, options());
    assertThat(result(engine(), model, options())).isEqualTo(plain);
    try (Stream<Path> files = Files.walk(cache())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("model.onnx", "weights.bin", "seal");
    }
    Files.writeString(model.graph(), "the graph itself is not read any more");
    assertThat(result(engine(), model, options())).isEqualTo(plain);
    assertThat(
            result(new OnnxRuntimeEngine(new CompiledModels(cache(), 1 << 30)), model, options()))
        .isEqualTo(plain);
  }

  @Test
  void anUnusableCacheMeansPlainLoadingAndOneWarning() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Engine plain = new OnnxRuntimeEngine(new CompiledModels(file.resolve("cache"), 1 << 30));
    PrintStream console = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      for (int seed = 1; seed < 4; seed++) {
        Model model = TinyGraph.write(folder, "tiny", seed);
        assertThat(result(plain, model, options()))
            .isEqualTo(result(new OnnxRuntimeEngine(), model, options()));
      }
    } finally {
      System.setErr(console);
    }
    assertThat(log.toString(UTF_8).lines().filter(line -> line.contains("WARN"))).hasSize(1);
  }

  @Test
  void aGraphThatDoesNotFitItsModelIsNotBlamedOnTheCache() {
    Model model = TinyGraph.write(folder, "other", 1, TensorProto.DataType.UINT8, "elsewhere");
    assertThatThrownBy(() -> engine().load(model, Device.CPU, options()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("output head");
  }

  @Test
  void aGraphThatChangedSinceItWasOpenedIsNotCompiledUnderItsOldHash() throws Exception {
    Model model = TinyGraph.write(folder, "tiny", 1);
    Files.copy(
        TinyGraph.write(folder, "new", 2).graph(),
        model.graph(),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> engine().load(model, Device.CPU, options()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("has changed since the model was opened");
  }

  @Test
  void aCacheWithoutRoomMeansPlainLoading() {
    Model model = TinyGraph.write(folder, "tiny", 4);
    Engine full = new OnnxRuntimeEngine(new CompiledModels(cache(), 1));
    assertThat(result(full, model, options()))
        .isEqualTo(result(new OnnxRuntimeEngine(), model, options()));
    assertThat(cache()).doesNotExist();
  }

  @Test
  void itIsNotAskedWhenSwitchedOff() {
    result(engine(), TinyGraph.write(folder, "tiny", 4), options().withCompiled(false));
    assertThat(cache()).doesNotExist();
  }
}
