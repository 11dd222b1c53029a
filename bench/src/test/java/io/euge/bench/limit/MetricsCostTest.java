package io.euge.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.inference.sharing.SharedModels;
import org.junit.jupiter.api.Test;

class MetricsCostTest {
  @Test
  void theCostIsTheCallsTimesWhatOneCosts() {
    assertThat(MetricsCost.calls(1000)).isEqualTo(13);
    assertThat(new MetricsCost(13, 10_000, 3_000_000_000L).share())
        .isCloseTo(13 * 10_000 / 3e9, within(1e-12));
  }

  @Test
  void aCallCostsFarLessThanAHundredthOfAHundredFrames() {
    TimeAccount task = new TimeAccount();
    task.enter(TaskPart.INFERENCE);
    try (SharedModels models =
        new SharedModels(
            (model, device, options) -> {
              throw new AssertionError("nothing is loaded");
            })) {
      MetricsCost cost = MetricsCost.of(task, 1000, models);
      assertThat(cost.nanosEach()).isPositive();
      // A task of a thousand frames of a millisecond, the fastest that a network takes.
      assertThat(new MetricsCost(cost.calls(), cost.nanosEach(), 1_000_000_000).share())
          .isBetween(0.0, 0.01);
    }
  }
}
