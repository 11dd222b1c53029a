package io.euge.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import org.junit.jupiter.api.Test;

class ClockCostTest {
  @Test
  void theCostIsTheReadingsTimesWhatOneCosts() {
    ClockCost cost = new ClockCost(8 * 300, 25, 300 * 3_000_000L);
    assertThat(cost.share()).isCloseTo(8 * 25 / 3e6, within(1e-12));
  }

  @Test
  void aReadingCostsFarLessThanAHundredthOfAFrame() {
    TimeAccount task = new TimeAccount();
    for (int i = 0; i < 10; i++) {
      task.enter(TaskPart.INFERENCE);
    }
    ClockCost cost = ClockCost.of(task);
    assertThat(cost.readings()).isEqualTo(11);
    // Eight readings for a frame of a millisecond, the fastest that a network takes.
    assertThat(new ClockCost(8, cost.nanosEach(), 1_000_000).share()).isBetween(0.0, 0.01);
  }
}
