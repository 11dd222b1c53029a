package io.euge.inference.onnxruntime;

import static io.euge.testing.OnnxNodes.integers;
import static io.euge.testing.OnnxNodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.euge.device.Device;
import io.euge.file.Sha256;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.inference.compiled.CompiledModels;
import io.euge.model.Model;
import io.euge.testing.TinyGraph;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zeros around a max pooling count, as in YOLOv3-tiny: they are above what is negative. */
class PaddedPoolingTest {
  private static final int ROWS = 2;
  private static final int COLUMNS = 4;

  @TempDir private Path folder;

  @Test
  void zerosAroundAMaxPoolingCount() throws Exception {
    checkZeros(new OnnxRuntimeEngine());
  }

  @Test
  void zerosAroundAPoolingCountInACompiledModelToo() throws Exception {
    checkZeros(new OnnxRuntimeEngine(new CompiledModels(folder.resolve("cache"), 1 << 30)));
  }

  private void checkZeros(Engine engine) throws Exception {
    try (Session session = engine.load(model(), Device.CPU, EngineOptions.DEFAULT);
        Workspace workspace = session.workspace(1)) {
      while (workspace.input().hasRemaining()) {
        workspace.input().put((byte) 100);
      }
      workspace.run(1);
      FloatBuffer head = workspace.output(0);
      for (int i = 0; i < TinyGraph.FRAME_FLOATS; i++) {
        boolean last = i / COLUMNS % ROWS == ROWS - 1 || i % COLUMNS == COLUMNS - 1;
        assertThat(head.get(i) == 0).as("number %d is %s", i, head.get(i)).isEqualTo(last);
      }
    }
  }

  /** The tiny graph with a zero below and to the right of its negative sums, and a pooling. */
  private Model model() throws Exception {
    Model tiny = TinyGraph.write(folder, "tiny", 1);
    ModelProto.Builder graph = ModelProto.parseFrom(Files.readAllBytes(tiny.graph())).toBuilder();
    GraphProto.Builder nodes = graph.getGraphBuilder();
    nodes.getNodeBuilder(nodes.getNodeCount() - 1).setName("sums").setOutput(0, "sums");
    nodes
        .addNode(node("Abs", "sizes", "sums"))
        .addNode(node("Neg", "negative", "sizes"))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("pads")
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(8)
                .addAllInt64Data(List.of(0L, 0L, 0L, 0L, 0L, 0L, 1L, 1L)))
        .addNode(node("Pad", "padded", "negative", "pads"))
        .addNode(
            node("MaxPool", "head", "padded")
                .addAttribute(integers("kernel_shape", 2, 2))
                .addAttribute(integers("strides", 1, 1)));
    Path file = Files.write(folder.resolve("padded.onnx"), graph.build().toByteArray());
    return TinyGraph.describe("padded", file, Sha256.of(file), Files.size(file));
  }
}
