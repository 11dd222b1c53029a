package io.euge.inference.onnxruntime.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.euge.device.Device;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import io.euge.testing.TinyGraph;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of all frames of a workspace, as on devices that prepare anew for each other number. */
class WholeRunsTest {
  private static final int CAPACITY = 4;

  @TempDir Path folder;

  @Test
  void aFrameGivesTheSameInAWholeRunAsAlone() throws OrtException {
    Model model = TinyGraph.write(folder, "tiny", 1);
    try (OnnxRuntimeSession plain = session(model);
        OnnxRuntimeSession whole = session(model).withWholeRuns();
        Workspace alone = plain.workspace(CAPACITY);
        Workspace all = whole.workspace(CAPACITY)) {
      for (int i = 0; i < all.input().capacity(); i++) {
        all.input().put(i, (byte) (i * 7));
        alone.input().put(i, (byte) (i * 7));
      }
      for (int frames = 1; frames <= CAPACITY; frames++) {
        alone.run(frames);
        all.run(frames);
        assertThat(floats(all.output(0))).isEqualTo(floats(alone.output(0)));
      }
    }
  }

  private static OnnxRuntimeSession session(Model model) throws OrtException {
    OrtEnvironment environment = OnnxRuntimeEnvironment.get();
    try (SessionOptions settings = new SessionOptions()) {
      return new OnnxRuntimeSession(
          environment,
          environment.createSession(model.graph().toString(), settings),
          model,
          Device.CPU,
          0);
    }
  }

  private static float[] floats(FloatBuffer buffer) {
    float[] all = new float[buffer.remaining()];
    buffer.get(0, all);
    return all;
  }
}
