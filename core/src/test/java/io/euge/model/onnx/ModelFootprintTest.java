package io.euge.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.model.Model;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.store.ModelStore;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run keeps for a frame follows from the graph. */
class ModelFootprintTest {
  @TempDir Path folder;

  @Test
  void theLargestMomentIsCounted() throws IOException {
    Path cfg =
        Files.writeString(
            folder.resolve("tiny.cfg"),
            """
            [net]
            width=32
            height=32
            channels=3
            [convolutional]
            filters=8
            size=3
            stride=2
            pad=1
            activation=linear
            [convolutional]
            filters=18
            size=1
            stride=1
            pad=1
            activation=linear
            [yolo]
            mask=0,1,2
            anchors=1,1,2,2,3,3
            classes=1
            num=3
            """);
    // The second convolution reads 8 and writes 18 planes of 16 x 16 floats.
    assertThat(activations(cfg)).isEqualTo((8 + 18) * 16 * 16 * 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yolo-fastest-1.1-xl.cfg", "yolov3-tiny.cfg", "yolov3.cfg"})
  void itIsKnownOfRealNetworks(String name) {
    Path cfg = Shared.model("yolo-fastest-1.1-xl.cfg").resolveSibling(name);
    Path there = Files.exists(cfg) ? cfg : Path.of("/usr/share/darknet/cfg", name);
    assumeTrue(Files.exists(there), "no " + there);
    assertThat(activations(there)).isBetween(2L << 20, 200L << 20);
  }

  private long activations(Path cfg) {
    Model model = ModelStore.convert(DarknetFiles.seeded(cfg, 1), folder.resolve("made.onnx"));
    return ModelFootprint.of(model.graph()).activations().orElseThrow();
  }
}
