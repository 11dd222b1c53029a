package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FrameRatesTest {
  private final FrameRates rates = new FrameRates();

  private double sum() {
    return rates.series().frames().stream().mapToDouble(Double::doubleValue).sum();
  }

  @Test
  void framesAreSpreadOverTheirTime() {
    rates.add(10_000, 14_000, 100);
    rates.add(12_000, 13_000, 50);
    assertThat(rates.series())
        .isEqualTo(new RateSeries(rates.series().frames(), 10_000, 14_000, 1000));
    assertThat(rates.series().frames()).containsExactly(25.0, 25.0, 75.0, 25.0);
    assertThat(rates.series().perSecond(2)).isEqualTo(75);
  }

  @Test
  void theLastIntervalEndsWhereItsFramesDo() {
    rates.add(0, 1500, 30);
    assertThat(rates.series().perSecond(0)).isEqualTo(20, within(1e-9));
    assertThat(rates.series().perSecond(1)).isEqualTo(20, within(1e-9));
  }

  @Test
  void framesFromBeforeTheStartAreNotLost() {
    rates.add(10_000, 12_000, 10);
    rates.add(8_000, 11_000, 10);
    rates.add(1_000, 2_000, 10);
    assertThat(sum()).isEqualTo(30, within(1e-9));
  }

  @Test
  void aLongTimeHasWiderIntervals() {
    for (int i = 0; i < 100_000; i++) {
      rates.add(i * 1000L, (i + 1) * 1000L, 30);
    }
    RateSeries series = rates.series();
    assertThat(series.frames())
        .hasSizeBetween(FrameRates.MAX_INTERVALS / 2, FrameRates.MAX_INTERVALS);
    assertThat(sum()).isEqualTo(3_000_000, within(1e-3));
    for (int i = 0; i < series.frames().size(); i++) {
      assertThat(series.perSecond(i)).isEqualTo(30, within(1e-6));
    }
  }
}
