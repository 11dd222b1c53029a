package io.euge.video.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ToneCurveTest {
  /** ITU-R BT.2408, table 1, and ITU-R BT.2100, table 4. */
  @Test
  void diffuseWhiteIsWhereTheStandardsSay() {
    assertThat(ToneCurve.pq(0.58)).isCloseTo(203, within(2.0));
    assertThat(ToneCurve.pq(1)).isCloseTo(10000, within(1e-6));
    assertThat(ToneCurve.pq(0)).isZero();
    double white = ToneCurve.hlg(0.75);
    assertThat(1000 * Math.pow(white, 1.2)).isCloseTo(203, within(1.0));
    assertThat(ToneCurve.hlg(0.5)).isCloseTo(1 / 12.0, within(1e-9));
    assertThat(ToneCurve.hlg(1)).isCloseTo(1, within(1e-6));
  }

  @Test
  void lightBelowTheKneeStaysAndThePeakBecomesWhite() {
    assertThat(ToneCurve.compress(0)).isZero();
    assertThat(ToneCurve.compress(50)).isEqualTo(50);
    assertThat(ToneCurve.compress(ToneCurve.PEAK))
        .isCloseTo(ToneCurve.REFERENCE_WHITE, within(1e-6));
    double before = 0;
    for (double light = 1; light <= ToneCurve.PEAK; light++) {
      double compressed = ToneCurve.compress(light);
      assertThat(compressed).isGreaterThan(before).isLessThanOrEqualTo(light + 1e-9);
      before = compressed;
    }
  }

  @Test
  void valuesOfStandardRangeComeBack() {
    for (int value = 0; value <= 255; value++) {
      float light = (float) Math.pow(value / 255.0, 2.4);
      assertThat(ToneCurve.encode(light) & 255).isCloseTo(value, within(1));
    }
    assertThat(ToneCurve.encode(-0.1f)).isZero();
    assertThat(ToneCurve.encode(7) & 255).isEqualTo(255);
  }
}
