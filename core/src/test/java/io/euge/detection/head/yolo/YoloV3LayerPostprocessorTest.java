package io.euge.detection.head.yolo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.euge.detection.head.Anchor;
import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Candidates;
import io.euge.detection.head.NonFiniteOutputException;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.video.Letterbox;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head of 2x2 cells, one anchor of 40x80 pixels and two classes, on a network of 100x100. */
class YoloV3LayerPostprocessorTest {
  private static final int CELLS = 4;
  private static final float NOTHING = -20;
  private static final InputSpec INPUT =
      InputSpec.rgbBytes("images", 100, 100, FrameFit.DARKNET, true);

  private final Candidates found = new Candidates();
  private final FloatBuffer raw = FloatBuffer.allocate(2 * 7 * CELLS);
  private final Letterbox exact = Letterbox.of(100, 100, 100, 100);

  @BeforeEach
  void clearTheOutput() {
    Arrays.fill(raw.array(), NOTHING);
  }

  @Test
  void aBoxLiesRoundTheCellThatSeesIt() {
    cell(0, 3, 0, 0, 0, 0, 5, -5, 5);

    process(postprocessor(1, false, 0.5f), 0, exact);

    assertThat(found.size()).isEqualTo(1);
    assertThat(found.classId(0)).isEqualTo(1);
    double sigmoid5 = 1 / (1 + Math.exp(-5));
    assertThat(found.confidence(0)).isCloseTo((float) (sigmoid5 * sigmoid5), within(1e-6f));
    // Cell (1, 1) of 2x2: center at 1.5 / 2 of 100; the anchor's size for tw = th = 0.
    assertBox(0, 75 - 20, 75 - 40, 40, 80);
  }

  @Test
  void offsetsAndSizesFollowTheFormula() {
    cell(0, 0, 1.2f, -0.7f, 0.5f, -0.25f, 5, 5, -5);

    process(postprocessor(1, false, 0.5f), 0, exact);

    double centerX = 1 / (1 + Math.exp(-1.2)) / 2 * 100;
    double centerY = 1 / (1 + Math.exp(0.7)) / 2 * 100;
    double width = 40 * Math.exp(0.5);
    double height = 80 * Math.exp(-0.25);
    assertBox(0, centerX - width / 2, centerY - height / 2, width, height);
  }

  @Test
  void scaleXYStretchesTheOffsetRoundTheCellsMiddle() {
    cell(0, 0, 1.2f, 0, 0, 0, 5, 5, -5);

    process(postprocessor(1.2f, false, 0.5f), 0, exact);

    double column = 1.2 / (1 + Math.exp(-1.2)) - 0.1;
    assertBox(0, column / 2 * 100 - 20, 25 - 40, 40, 80);
  }

  @Test
  void withNewCoordinatesTheNetworkHasAppliedTheSigmoid() {
    Arrays.fill(raw.array(), 0);
    cell(0, 0, 0.25f, 0.5f, 0.5f, 0.25f, 0.9f, 0.8f, 0.1f);

    process(postprocessor(2, true, 0.5f), 0, exact);

    assertThat(found.confidence(0)).isCloseTo(0.72f, within(1e-6f));
    // column = 2 * 0.25 - 0.5 = 0; row = 2 * 0.5 - 0.5; sizes (2t)^2 of the anchor's.
    assertBox(0, 0 - 20, 25 - 10, 40, 20);
  }

  @Test
  void boxesComeBackInPixelsOfTheSource() {
    cell(0, 3, 0, 0, 0, 0, 5, 5, -5);
    Letterbox wide = Letterbox.of(400, 200, 100, 100);

    process(postprocessor(1, false, 0.5f), 0, wide);

    // Scale 1/4, bars of 25 above and below: (75, 75) in the canvas is (300, 200) in the source.
    assertBox(0, 300 - 80, 200 - 160, 160, 320);
  }

  @Test
  void eachFrameOfABatchHasItsOwnSlot() {
    cell(1, 2, 0, 0, 0, 0, 5, 5, -5);

    process(postprocessor(1, false, 0.5f), 0, exact);
    assertThat(found.size()).isZero();
    process(postprocessor(1, false, 0.5f), 1, exact);
    assertThat(found.size()).isEqualTo(1);
  }

  @Test
  void aConfidenceMustBeAboveTheThresholdNotAtIt() {
    cell(0, 0, 0, 0, 0, 0, 0, 40, -5); // sigmoid(0) * sigmoid(40) is 0.5 to the last bit

    process(postprocessor(1, false, 0.5f), 0, exact);
    assertThat(found.size()).isZero();
    process(postprocessor(1, false, Math.nextDown(0.5f)), 0, exact);
    assertThat(found.size()).isEqualTo(1);
  }

  @Test
  void aThresholdOfZeroKeepsEveryCell() {
    process(postprocessor(1, false, 0), 0, exact);
    assertThat(found.size()).isEqualTo(CELLS);
  }

  @Test
  void classesThatWereNotRequestedAreLeftOut() {
    cell(0, 0, 0, 0, 0, 0, 5, 5, -5);
    BitSet second = new BitSet();
    second.set(1);

    process(
        new YoloV3LayerPostprocessor(layer(1, false), INPUT, new BoxFilter(0.5f, second)),
        0,
        exact);

    assertThat(found.size()).isZero();
  }

  @Test
  void boxesTooLargeForAFloatAreLeftOutAndCounted() {
    cell(0, 0, 0, 0, 1000, 0, 5, 5, -5);

    process(postprocessor(1, false, 0.5f), 0, exact);

    assertThat(found.size()).isZero();
    assertThat(found.leftOut()).isEqualTo(1);
    found.start(exact);
    assertThat(found.leftOut()).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void anOutputThatIsNotFiniteIsAnErrorInEveryNumberOfABox(float value) {
    for (int channel = 0; channel < 7; channel++) {
      float[] numbers = {0, 0, 0, 0, 5, 5, -5};
      numbers[channel] = value;
      cell(0, 2, numbers);
      assertThatThrownBy(() -> process(postprocessor(1, false, 0.5f), 0, exact))
          .isInstanceOf(NonFiniteOutputException.class)
          .hasMessageContaining("has the value " + value);
    }
  }

  @Test
  void anOutputOfNothingButNaNIsAnErrorToo() {
    Arrays.fill(raw.array(), Float.NaN);
    assertThatThrownBy(() -> process(postprocessor(2, true, 0.5f), 0, exact))
        .isInstanceOf(NonFiniteOutputException.class)
        .hasMessageContaining("NaN");
  }

  private void process(YoloV3LayerPostprocessor postprocessor, int slot, Letterbox letterbox) {
    found.start(letterbox);
    postprocessor.process(raw, slot, found);
  }

  private YoloV3LayerPostprocessor postprocessor(
      float scaleXY, boolean newCoords, float confidence) {
    BitSet all = new BitSet();
    all.set(0, 2);
    return new YoloV3LayerPostprocessor(
        layer(scaleXY, newCoords), INPUT, new BoxFilter(confidence, all));
  }

  private static YoloV3Head.Layer layer(float scaleXY, boolean newCoords) {
    return new YoloV3Head.Layer("conv_0", 2, 2, List.of(new Anchor(40, 80)), 2, scaleXY, newCoords);
  }

  private void cell(int slot, int cell, float... values) {
    for (int channel = 0; channel < values.length; channel++) {
      raw.put((slot * 7 + channel) * CELLS + cell, values[channel]);
    }
  }

  private void assertBox(int i, double x, double y, double width, double height) {
    float[] corner = new float[4];
    found.copyBox(i, corner, 0);
    assertThat(corner)
        .containsExactly(
            new float[] {(float) x, (float) y, (float) width, (float) height},
            org.assertj.core.data.Offset.offset(1e-3f));
  }
}
