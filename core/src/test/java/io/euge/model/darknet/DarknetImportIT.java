package io.euge.model.darknet;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.model.Model;
import io.euge.model.spec.TensorSpec;
import io.euge.model.store.ModelStore;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The raw heads of our graphs are those of OpenCV's Darknet importer on the same bytes. */
class DarknetImportIT {
  private static final double TOLERANCE = 1e-3;

  @TempDir Path folder;

  @BeforeEach
  void opencv() throws Exception {
    OpenCv.require(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yolo-fastest-1.1", "yolo-fastest-1.1-xl"})
  void trainedNetworksGiveTheHeadsOfOpenCv(String name) throws Exception {
    Path cfg = Shared.model(name + ".cfg");
    Path weights = Shared.model(name + ".weights");
    assertSameHeads(cfg, weights, Shared.model("coco.names"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yolov3-tiny", "yolov3", "yolov3-spp"})
  void thePapersNetworksGiveTheHeadsOfOpenCv(String name) throws Exception {
    Path cfg = OpenCv.cfg(name);
    Path weights = DarknetWeights.writeSeeded(cfg, 7, folder.resolve(name + ".weights"));
    Path names = folder.resolve("made.names");
    Files.write(names, Collections.nCopies(80, "thing"));
    assertSameHeads(cfg, weights, names);
  }

  private void assertSameHeads(Path cfg, Path weights, Path names) throws Exception {
    DarknetFiles files =
        new DarknetFiles(cfg, Optional.of(weights), OptionalLong.empty(), Optional.of(names));
    Model model = ModelStore.convert(files, folder.resolve("graph.onnx"));
    int width = model.input().width();
    int height = model.input().height();
    byte[] pixels = new byte[3 * width * height];
    new Random(42).nextBytes(pixels);

    Map<String, float[]> ours = OnnxRun.run(model.graph(), pixels, 1, height, width, 3);
    List<String> outputs = model.outputs().stream().map(TensorSpec::name).toList();
    List<float[]> theirs = OpenCv.heads(folder, cfg, weights, pixels, width, height, outputs);

    assertThat(ours.keySet()).containsExactlyElementsOf(outputs);
    for (int i = 0; i < outputs.size(); i++) {
      assertClose(outputs.get(i), ours.get(outputs.get(i)), theirs.get(i));
    }
  }

  private static void assertClose(String output, float[] ours, float[] theirs) {
    assertThat(ours).as(output).hasSameSizeAs(theirs);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < ours.length; i++) {
      largest = Math.max(largest, Math.abs(theirs[i]));
      difference = Math.max(difference, Math.abs(ours[i] - theirs[i]));
    }
    System.out.printf(
        "%s: largest %.4g, difference %.3g of it%n", output, largest, difference / largest);
    assertThat(difference / largest).as(output).isLessThanOrEqualTo(TOLERANCE);
    assertThat(largest).as(output).isPositive().isFinite();
  }
}
