package io.euge.model.darknet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.euge.detection.family.Heads;
import io.euge.detection.head.yolo.YoloV3Head;
import io.euge.model.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of section, computed by ONNX Runtime and by hand. */
class LayersTest {
  private static final float[] NONE = {};

  /** Red of a 4x2 frame, row by row; green is ten more, blue twenty. */
  private static final int[] REDS = {1, 2, 3, 4, 5, 6, 7, 8};

  @TempDir Path folder;

  @Test
  void aConvolutionPadsWithZerosAndStrides() throws Exception {
    // Sums red over 3x3 windows at every other column and row.
    float[] weights = new float[1 + 27];
    Arrays.fill(weights, 1, 10, 1);
    weights[0] = 100;
    float[] sums =
        compute("[convolutional]\nsize=3\nstride=2\npad=1\nactivation=linear\n", 1, 4, weights);
    assertThat(sums).containsExactly(100 + 1 + 2 + 5 + 6, 100 + 2 + 3 + 4 + 6 + 7 + 8);
  }

  @Test
  void paddingIsInCellsWherePadIsNotSet() throws Exception {
    float[] reds =
        compute(
            """
            [convolutional]
            size=1
            padding=1
            activation=linear
            [maxpool]
            size=2
            stride=2
            padding=0
            """,
            1,
            4,
            0,
            1,
            0,
            0);
    assertThat(reds).containsExactly(1, 3, 4, 5, 7, 8);
  }

  @Test
  void aGroupedConvolutionReadsItsOwnChannels() throws Exception {
    float[] scaled =
        new TinyNetwork(folder, 1, 1)
            .compute(
                "[convolutional]\nfilters=3\ngroups=3\nactivation=linear\n",
                3,
                new float[] {0, 0, 1, 2, 3, 4},
                5,
                6,
                7);
    assertThat(scaled).containsExactly(10, 18, 29);
  }

  @Test
  void batchNormIsFolded() throws Exception {
    float bias = 0.5f;
    float scale = 3;
    float mean = 40;
    float variance = 16;
    float[] normal =
        new TinyNetwork(folder, 1, 1)
            .compute(
                "[convolutional]\nbatch_normalize=1\nactivation=linear\n",
                1,
                new float[] {bias, scale, mean, variance, 2, 0, 0},
                24,
                0,
                0);
    assertThat(normal[0]).isEqualTo(scale * (2 * 24 - mean) / 4 + bias, offset(1e-5f));
  }

  @Test
  void aTinyVarianceDoesNotBlowUp() throws Exception {
    float[] normal =
        new TinyNetwork(folder, 1, 1)
            .compute(
                "[convolutional]\nbatch_normalize=1\nactivation=linear\n",
                1,
                new float[] {0, 1, 23, 0, 1, 0, 0},
                24,
                0,
                0);
    assertThat(normal[0]).isEqualTo(1000, offset(0.1f));
  }

  @ParameterizedTest
  @CsvSource({
    "linear",
    "leaky",
    "relu",
    "relu6",
    "logistic",
    "mish",
    "swish",
    "hard-sigmoid",
    "hardswish"
  })
  void anActivationIsItsFormula(String name) throws Exception {
    float[] third = {0, 0, 0, 0.1f, 0, 0, 0, 0.1f, 0, 0, 0, 0.1f};
    third[0] = third[1] = third[2] = -6.4f;
    float[] values =
        new TinyNetwork(folder, 1, 1)
            .compute(
                "[convolutional]\nfilters=3\nactivation=" + name + "\n", 3, third, 20, 70, 130);
    DoubleUnaryOperator formula = formula(name);
    for (int i = 0; i < 3; i++) {
      double x = 0.1f * new int[] {20, 70, 130}[i] - 6.4f;
      assertThat(values[i]).isEqualTo((float) formula.applyAsDouble(x), offset(2e-6f));
    }
  }

  private static DoubleUnaryOperator formula(String name) {
    return switch (name) {
      case "linear" -> x -> x;
      case "leaky" -> x -> x < 0 ? 0.1 * x : x;
      case "relu" -> x -> Math.max(0, x);
      case "relu6" -> x -> Math.min(6, Math.max(0, x));
      case "logistic" -> x -> 1 / (1 + Math.exp(-x));
      case "mish" -> x -> x * Math.tanh(Math.log1p(Math.exp(x)));
      case "swish" -> x -> x / (1 + Math.exp(-x));
      case "hard-sigmoid" -> x -> Math.min(1, Math.max(0, x / 6 + 0.5));
      case "hardswish" -> x -> x * Math.min(1, Math.max(0, x / 6 + 0.5));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Test
  void maxpoolTakesTheLargestOfEachWindow() throws Exception {
    assertThat(compute("[maxpool]\nsize=2\nstride=2\n", 1, 4)).startsWith(6, 8);
  }

  @Test
  void maxpoolOfStrideOneKeepsTheSizeAndPadsAtTheEnd() throws Exception {
    assertThat(compute("[maxpool]\nsize=2\nstride=1\n", 1, 4)).startsWith(6, 7, 8, 8, 6, 7, 8, 8);
  }

  @Test
  void maxpoolOfAnOddSizePadsBothSides() throws Exception {
    assertThat(compute("[maxpool]\nsize=3\nstride=1\n", 1, 4)).startsWith(6, 7, 8, 8, 6, 7, 8, 8);
  }

  @Test
  void upsampleRepeatsEachCell() throws Exception {
    float[] cells =
        new TinyNetwork(folder, 2, 1).compute("[upsample]\nstride=2\n", 3, NONE, 1, 9, 9, 2, 9, 9);
    assertThat(cells).startsWith(1, 1, 2, 2, 1, 1, 2, 2);
  }

  @Test
  void upsampleScales() throws Exception {
    float[] cells =
        new TinyNetwork(folder, 1, 1).compute("[upsample]\nscale=0.5\n", 3, NONE, 8, 9, 9);
    assertThat(cells).startsWith(4, 4, 4, 4);
  }

  @Test
  void routeJoinsSectionsCountedFromTheStartAndFromItself() throws Exception {
    // Section 1 is red times two, section 2 green; the route names 2 as -1 and 1 as 1.
    float[] joined =
        new TinyNetwork(folder, 1, 1)
            .compute(
                """
            [convolutional]
            activation=linear
            [convolutional]
            activation=linear
            [route]
            layers = -1, 1, 0
            """,
                5,
                new float[] {0, 2, 0, 0, 100, 1},
                5,
                6,
                7);
    assertThat(joined).containsExactly(110, 10, 5, 6, 7);
  }

  @Test
  void routeOfOneSectionIsThatSection() throws Exception {
    float[] reds =
        new TinyNetwork(folder, 1, 1)
            .compute("[dropout]\nprobability=.5\n[route]\nlayers=0\n", 3, NONE, 5, 6, 7);
    assertThat(reds).containsExactly(5, 6, 7);
  }

  @Test
  void routeTakesOneGroupOfTheChannels() throws Exception {
    float[] green =
        new TinyNetwork(folder, 1, 1)
            .compute("[route]\nlayers=-1\ngroups=3\ngroup_id=1\n", 1, NONE, 5, 6, 7);
    assertThat(green).containsExactly(6);
  }

  @Test
  void shortcutAddsAndActivates() throws Exception {
    String sections =
        "[convolutional]\nfilters=3\nactivation=linear\n[shortcut]\nfrom=-2\nactivation=leaky\n";
    float[] minusTwice = {0, 0, 0, -2, 0, 0, 0, -2, 0, 0, 0, 1};
    float[] sums = new TinyNetwork(folder, 1, 1).compute(sections, 3, minusTwice, 10, 20, 30);
    assertThat(sums).containsExactly(new float[] {-1, -2, 60}, offset(1e-5f));
  }

  @Test
  void avgpoolGivesTheMeanOfEachChannel() throws Exception {
    assertThat(compute("[avgpool]\n", 3, 4)).containsExactly(4.5f, 14.5f, 24.5f);
  }

  @Test
  void aNetworkMayBeginWithoutAConvolution() throws Exception {
    Model model =
        new TinyNetwork(folder, 1, 1)
            .write(
                """
            [net]
            width=1
            height=1
            [dropout]
            [convolutional]
            filters=6
            activation=linear
            [yolo]
            anchors=3,4
            classes=1
            """,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    assertThat(new TinyNetwork(folder, 1, 1).head(model, 3, 1, 255, 51, 0))
        .containsExactly(new float[] {1, 0.2f, 0}, offset(1e-6f));
  }

  @Test
  void theNumberOfFramesIsFree() throws Exception {
    TinyNetwork network = new TinyNetwork(folder, 1, 1);
    Model model = network.model("", 3);
    float[] heads = network.head(model, 6, 2, 1, 2, 3, 4, 5, 6);
    assertThat(heads).containsExactly(1, 2, 3, 0, 0, 0, 4, 5, 6, 0, 0, 0);
  }

  @Test
  void newCoordsHeadsHaveTheirActivationBehindThem() throws Exception {
    Model model =
        new TinyNetwork(folder, 1, 1)
            .write(
                """
            [net]
            width=1
            height=1
            [convolutional]
            filters=6
            activation=logistic
            [yolo]
            anchors=3,4
            classes=1
            new_coords=1
            scale_x_y=2.0
            """,
                new float[24]);
    YoloV3Head.Layer head = ((YoloV3Head) Heads.of(model)).layers().get(0);
    assertThat(head.newCoords()).isTrue();
    assertThat(head.scaleXY()).isEqualTo(2);
    assertThat(new TinyNetwork(folder, 1, 1).head(model, 1, 1, 1, 2, 3)).containsExactly(0.5f);
  }

  private float[] compute(String sections, int channels, int width, float... weights)
      throws Exception {
    int[] pixels = new int[24];
    for (int i = 0; i < 8; i++) {
      for (int channel = 0; channel < 3; channel++) {
        pixels[3 * i + channel] = REDS[i] + 10 * channel;
      }
    }
    // A pool keeps all three channels, and the head must read as many.
    int read = sections.startsWith("[convolutional]") ? channels : 3;
    return new TinyNetwork(folder, width, 2).compute(sections, read, weights, pixels);
  }
}
