package io.euge.model.darknet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.euge.model.ModelException;
import io.euge.model.darknet.Weights.Part;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
  /** 6 biases and 18 numbers of a kernel. */
  private static final Network NETWORK =
      Network.of(
          Cfg.parse(
              "my.cfg",
              """
            [net]
            width=8
            height=8
            [convolutional]
            filters=6
            activation=linear
            [yolo]
            anchors=1,2
            classes=1
            """
                  .getBytes(StandardCharsets.UTF_8)));

  private static final float[] FLOATS = floats(24);

  /** From SplitMix64's published constants, computed apart. */
  private static final float[] SEED_7 = {-0.26986104f, -1.1836222f, 0.9816591f};

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 1, false",
    "0, 2, true",
    "1, 0, true",
    "2, 5, true",
    "1000, 0, false",
    "0, 1000, false"
  })
  void theHeaderIsOfItsVersion(int major, int minor, boolean isSeenLong) throws Exception {
    Path file = write(DarknetWeights.header(major, minor, 0, isSeenLong), FLOATS);
    float[] bias = new float[6];
    float[] kernel = new float[18];
    try (Weights weights = WeightsFile.open(file, NETWORK)) {
      weights.read(Part.BIAS, 3, FloatBuffer.wrap(bias));
      weights.read(Part.KERNEL, 3, FloatBuffer.wrap(kernel));
    }
    assertThat(TinyNetwork.join(bias, kernel)).containsExactly(FLOATS);
  }

  @Test
  void aFileTooShortSaysHowManyFloatsWereExpectedAndFound() throws Exception {
    complaint(write(DarknetWeights.header(0, 2, 0, true), floats(23)))
        .hasMessageContaining(
            "does not fit my.cfg: expected 24 floats after the header, found 23;");
  }

  @Test
  void aFileTooLongSaysHowManyFloatsWereExpectedAndFound() throws Exception {
    complaint(write(DarknetWeights.header(0, 2, 0, true), floats(25)))
        .hasMessageContaining("expected 24 floats after the header, found 25;");
  }

  @Test
  void bytesLeftOverAreReported() throws Exception {
    Path file = write(DarknetWeights.header(0, 2, 0, true), FLOATS);
    Files.write(file, new byte[] {1, 2}, StandardOpenOption.APPEND);
    complaint(file).hasMessageContaining("found 24 and 2 bytes;");
  }

  @Test
  void aFileWithoutAHeaderHasNoFloats() throws Exception {
    complaint(Files.write(folder.resolve("a.weights"), new byte[5]))
        .hasMessageContaining("found 0;");
    Path none = folder.resolve("none.weights");
    complaint(none)
        .hasMessageContaining("weights file " + none + ": no such file or directory; check");
    complaint(folder).hasMessageContaining("Cannot read the weights file");
  }

  @Test
  void weightsThatAreNotNumbersAreRefused() throws Exception {
    float[] broken = FLOATS.clone();
    broken[9] = Float.NaN;
    Path file = write(DarknetWeights.header(0, 2, 0, true), broken);
    try (Weights weights = WeightsFile.open(file, NETWORK)) {
      assertThatThrownBy(() -> FoldedConvolution.read(NETWORK.steps().get(0), weights, 1))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("line 4: [convolutional] gets weights that are not finite");
    }
  }

  @Test
  void aSeedGivesTheSameWeightsAlways() {
    assertThat(seeded(7, 4)).containsExactly(seeded(7, 4)).isNotEqualTo(seeded(8, 4));
    assertThat(seeded(7, 4)).startsWith(SEED_7);
  }

  @Test
  void seededWeightsWrittenAsAFileGiveTheSameGraph() throws Exception {
    Path cfg =
        Files.writeString(
            folder.resolve("same.cfg"),
            """
            [net]
            width=8
            height=8
            [convolutional]
            filters=6
            size=3
            pad=1
            batch_normalize=1
            activation=leaky
            [convolutional]
            filters=6
            activation=linear
            [yolo]
            anchors=1,2
            classes=1
            """);
    Path names = Files.writeString(folder.resolve("same.names"), "thing");
    Path weights = DarknetWeights.writeSeeded(cfg, 7, folder.resolve("same.weights"));
    DarknetFiles read =
        new DarknetFiles(cfg, Optional.of(weights), OptionalLong.empty(), Optional.of(names));
    assertThat(graph(read)).isEqualTo(graph(DarknetFiles.seeded(cfg, 7)));
  }

  private static GraphProto graph(DarknetFiles files) throws Exception {
    ByteArrayOutputStream onnx = new ByteArrayOutputStream();
    new DarknetImporter(files).write(onnx);
    return ModelProto.parseFrom(onnx.toByteArray()).getGraph();
  }

  @Test
  void seededKernelsHaveTheVarianceOfHe() {
    float[] kernel = seeded(1, 50);
    double square = 0;
    double sum = 0;
    for (float value : kernel) {
      square += (double) value * value;
      sum += value;
    }
    assertThat(square / kernel.length).isEqualTo(2.0 / 50, offset(0.001));
    assertThat(sum / kernel.length).isEqualTo(0, offset(0.01));
  }

  @Test
  void aSeededBatchNormChangesNothing() {
    try (Weights weights = new SeededWeights(3)) {
      assertThat(read(weights, Part.BIAS)).containsOnly(0);
      assertThat(read(weights, Part.SCALE)).containsOnly(1);
      assertThat(read(weights, Part.MEAN)).containsOnly(0);
      assertThat(read(weights, Part.VARIANCE)).containsOnly(1);
    }
  }

  private static float[] read(Weights weights, Part part) {
    float[] values = new float[5];
    weights.read(part, 9, FloatBuffer.wrap(values));
    return values;
  }

  private static float[] seeded(long seed, int fanIn) {
    try (Weights weights = new SeededWeights(seed)) {
      float[] kernel = new float[20_000];
      weights.read(Part.KERNEL, fanIn, FloatBuffer.wrap(kernel));
      return kernel;
    }
  }

  private static AbstractThrowableAssert<?, ?> complaint(Path file) {
    return assertThatThrownBy(() -> WeightsFile.open(file, NETWORK).close())
        .isInstanceOf(ModelException.class);
  }

  private Path write(byte[] header, float... floats) throws Exception {
    return DarknetWeights.write(folder.resolve("my.weights"), header, floats);
  }

  private static float[] floats(int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = i + 0.25f;
    }
    return floats;
  }
}
