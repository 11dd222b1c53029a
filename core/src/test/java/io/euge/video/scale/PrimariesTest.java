package io.euge.video.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrimariesTest {
  @Test
  void theLuminanceAndMatrixAreThoseThatTheStandardsPrint() {
    // ITU-R BT.2020 and BT.709; the matrix is that of ITU-R BT.2407.
    assertThat(Primaries.BT2020.luminance())
        .containsExactly(new double[] {0.2627, 0.6780, 0.0593}, within(5e-5));
    assertThat(Primaries.BT709.luminance())
        .containsExactly(new double[] {0.2126, 0.7152, 0.0722}, within(5e-5));
    assertThat(Primaries.BT2020.toBt709())
        .containsExactly(
            new double[] {
              1.6605, -0.5876, -0.0728, -0.1246, 1.1329, -0.0083, -0.0182, -0.1006, 1.1187
            },
            within(1e-4));
  }

  @ParameterizedTest
  @EnumSource(Primaries.class)
  void whiteStaysWhite(Primaries primaries) {
    double[] white = Matrix3.apply(primaries.toBt709(), new double[] {1, 1, 1});
    assertThat(white).containsExactly(new double[] {1, 1, 1}, within(1e-9));
  }
}
