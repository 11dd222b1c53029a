package io.euge.inference.openvino;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineContract;
import io.euge.inference.EngineOptions;
import io.euge.inference.EngineType;
import io.euge.inference.InferenceException;
import io.euge.inference.Precision;
import io.euge.model.Model;
import io.euge.testing.OpenVinoInstallation;
import io.euge.testing.TinyGraph;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenVinoEngineIT extends EngineContract {
  private Engine engine;

  @BeforeEach
  void openVinoIsInstalled() {
    engine = new OpenVinoEngine(Optional.empty(), Optional.of(OpenVinoInstallation.folder()));
  }

  @Override
  protected Engine engine() {
    return engine;
  }

  @Override
  protected EngineOptions options() {
    return EngineOptions.DEFAULT
        .withEngine(EngineType.OPENVINO, Precision.F32)
        .withConcurrentRuns(2);
  }

  @Test
  void aGraphThatTakesFloatsIsRefused() {
    Model model = TinyGraph.write(folder, "floats", 1, TensorProto.DataType.FLOAT, "head");
    assertThatThrownBy(() -> engine.load(model, Device.CPU, options()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("input images of UINT8[N, 8, 16, 3]")
        .hasMessageContaining("floats-1.onnx");
  }

  @Test
  void aGraphWithoutTheHeadIsRefused() {
    Model model = TinyGraph.write(folder, "other", 1, TensorProto.DataType.UINT8, "elsewhere");
    assertThatThrownBy(() -> engine.load(model, Device.CPU, options()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("head")
        .hasMessageContaining("engine onnxruntime");
  }

  @Test
  void aFileThatIsNoGraphIsRefused() throws Exception {
    Model model = TinyGraph.write(folder, "text", 1);
    Files.writeString(model.graph(), "not a graph");
    assertThatThrownBy(() -> engine.load(model, Device.CPU, options()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("Cannot load model text")
        .hasMessageContaining("engine onnxruntime");
  }

  @Test
  void aGpuIsRefused() {
    Model model = TinyGraph.write(folder, "tiny", 1);
    assertThatThrownBy(() -> engine.load(model, Device.parse("cuda:0"), options()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("the engine openvino runs on the CPU");
  }
}
