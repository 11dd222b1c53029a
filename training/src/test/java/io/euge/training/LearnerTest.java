package io.euge.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.euge.inference.onnxruntime.session.OnnxRuntimeEnvironment;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.darknet.DarknetImporter;
import io.euge.model.darknet.Network;
import io.euge.model.darknet.YoloOutput;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerTest {
  @TempDir private Path folder;

  @Test
  void whatIsLearntIsWhatTheImportedNetworkComputes() throws Exception {
    Path cfg = folder.resolve("demo.cfg");
    Files.copy(Demo.CFG, cfg);
    Files.copy(Demo.CFG.resolveSibling("demo.names"), folder.resolve("demo.names"));
    Network network = Network.read(cfg);
    byte[] picture = new byte[network.input().width() * network.input().height() * 3];
    new Random(3).nextBytes(picture);
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
      Learner learner = new Learner(manager, network, InitialWeights.of(network, new Random(4)));
      NDArray images = images(manager, network, picture);
      // Batch norm's running means move away from 0 and 1.
      for (int i = 0; i < 20; i++) {
        learner.forward(images, true);
      }
      WeightsFile.write(folder.resolve("demo.weights"), learner.weights(), 20);
      List<NDArray> heads = learner.forward(images, false);
      Map<String, FloatBuffer> imported = imported(cfg, network, picture);
      for (int i = 0; i < heads.size(); i++) {
        YoloOutput head = network.outputs().get(i);
        float[] expected = heads.get(i).toFloatArray();
        FloatBuffer found = imported.get(head.name());
        float largest = 0;
        float wrong = 0;
        for (int at = 0; at < expected.length; at++) {
          largest = Math.max(largest, Math.abs(expected[at]));
          wrong = Math.max(wrong, Math.abs(expected[at] - found.get(at)));
        }
        assertThat(found.remaining()).isEqualTo(expected.length);
        assertThat(wrong / largest).as(head.name()).isLessThan(1e-4f);
      }
    }
  }

  @Test
  void beginsWithTheWeightsItIsGiven() {
    Network network = Network.read(Demo.CFG);
    float[] weights = InitialWeights.of(network, new Random(5));
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
      assertThat(new Learner(manager, network, weights).weights()).isEqualTo(weights);
    }
  }

  private static NDArray images(NDManager manager, Network network, byte[] picture) {
    return manager
        .create(
            ByteBuffer.wrap(picture),
            new Shape(1, network.input().height(), network.input().width(), 3),
            ai.djl.ndarray.types.DataType.UINT8)
        .toType(ai.djl.ndarray.types.DataType.FLOAT32, false)
        .div(255)
        .transpose(0, 3, 1, 2);
  }

  private static Map<String, FloatBuffer> imported(Path cfg, Network network, byte[] picture)
      throws Exception {
    ByteArrayOutputStream onnx = new ByteArrayOutputStream();
    new DarknetImporter(DarknetFiles.beside(cfg)).write(onnx);
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    long[] shape = {1, network.input().height(), network.input().width(), 3};
    ByteBuffer pixels = ByteBuffer.allocateDirect(picture.length).put(picture).flip();
    try (OrtSession session = environment.createSession(onnx.toByteArray());
        OnnxTensor images =
            OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", images))) {
      Map<String, FloatBuffer> outputs = new java.util.HashMap<>();
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
        outputs.put(output.getKey(), ((OnnxTensor) output.getValue()).getFloatBuffer());
      }
      return outputs;
    }
  }
}
