package io.euge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FrameClockTest {
  private final FrameClock clock = new FrameClock(0.04);

  @Test
  void aStepIsInFrames() {
    assertThat(clock.step(7)).isEqualTo(1);
    assertThat(clock.step(7.04)).isEqualTo(1);
    assertThat(clock.step(7.24)).isEqualTo(5);
    assertThat(clock.step(7.26)).isCloseTo(0.5, within(1e-9));
    assertThat(clock.now()).isCloseTo(7.5, within(1e-9));
  }

  @Test
  void aTimeThatDoesNotGrowIsAFrameLater() {
    clock.step(1);
    assertThat(clock.step(1)).isEqualTo(1);
    assertThat(clock.step(0.2)).isEqualTo(1);
    assertThat(clock.step(0.28)).isEqualTo(2);
    assertThat(clock.step(Double.NaN)).isEqualTo(1);
    assertThat(clock.step(0.32)).isEqualTo(1);
  }
}
