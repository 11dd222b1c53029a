package io.euge.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputDifferenceTest {
  @Test
  void theLargestDifferenceIsAPartOfTheLargestExpectedOutput() {
    assertThat(OutputDifference.of(new float[] {1, -7, 2}, new float[] {1, -8, 2.5f}))
        .isEqualTo(0.125);
  }

  @Test
  void anOutputThatIsNoNumberIsInfinitelyFar() {
    assertThat(OutputDifference.of(new float[] {Float.NaN, 1}, new float[] {1, 1}))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }
}
