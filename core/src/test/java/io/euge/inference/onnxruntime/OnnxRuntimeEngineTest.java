package io.euge.inference.onnxruntime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineContract;
import io.euge.inference.InferenceException;
import io.euge.inference.Session;
import io.euge.model.Model;
import io.euge.testing.TinyGraph;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class OnnxRuntimeEngineTest extends EngineContract {
  private final OnnxRuntimeEngine engine = new OnnxRuntimeEngine();

  @Override
  protected Engine engine() {
    return engine;
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
        .hasMessageContaining("output head of FLOAT[N, 12, 2, 4] but has none of that name");
  }

  @Test
  void aFileThatIsNoGraphIsRefused() throws Exception {
    Model model = TinyGraph.write(folder, "text", 1);
    Files.writeString(model.graph(), "not a graph");
    assertThatThrownBy(() -> engine.load(model, Device.CPU, options()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("Cannot load model text");
  }

  @Test
  void missingCudaIsAnErrorThatNamesWhatIsMissing() {
    Model model = TinyGraph.write(folder, "tiny", 1);
    assertThatThrownBy(() -> engine.load(model, Device.parse("cuda:0"), options()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("cuda:0")
        .hasMessageContaining("has no CUDA");
  }

  @Test
  void aSessionPreparedForAFewFramesTakesNoMore() throws Exception {
    Model model = TinyGraph.write(folder, "tiny", 1);
    try (Session session = CpuSessions.load(model, options()).withMostFrames(2)) {
      session.workspace(2).close();
      assertThatThrownBy(() -> session.workspace(3))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("spark.euge.tensorrt.max-batch");
    }
  }
}
