package io.euge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PointProgressTest {
  @Test
  void theRemainingTimeIsThatOfTheOpenPoints() {
    PointProgress progress = new PointProgress(48, 44, 0, seconds(3600));
    assertThat(progress.line(5, seconds(1))).isEqualTo("point 5 of 48");
    progress.measured();
    assertThat(progress.line(6, seconds(10))).isEqualTo("point 6 of 48, about 7 min left");
    for (int i = 0; i < 39; i++) {
      progress.measured();
    }
    assertThat(progress.line(45, seconds(400))).isEqualTo("point 45 of 48, about 40 s left");
  }

  @Test
  void theTimeLimitEndsTheExperiment() {
    PointProgress progress = new PointProgress(48, 48, 0, seconds(200));
    progress.measured();
    assertThat(progress.line(2, seconds(10))).isEqualTo("point 2 of 48, about 3 min left");
  }

  private static long seconds(long count) {
    return TimeUnit.SECONDS.toNanos(count);
  }
}
