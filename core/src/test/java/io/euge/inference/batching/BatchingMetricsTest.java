package io.euge.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.inference.batching.BatchRequest.Part;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class BatchingMetricsTest {
  private static final long SECOND = 1_000_000_000;

  private final BatchingMetrics metrics = new BatchingMetrics();

  private static BatchRequest request(int frames, long arrivedSeconds) {
    return new BatchRequest(
        null, frames, arrivedSeconds * SECOND, new ReentrantLock().newCondition());
  }

  @Test
  void nothingIsCountedBeforeTheFirstBatch() {
    assertThat(metrics.statistics()).isEqualTo(new BatchingStatistics(0, 0, 0, 0, 0, 0));
  }

  @Test
  void everyFrameOfABatchCountsWithTheTimeSinceItsRequestArrived() {
    Part early = request(2, 1).take(2);
    Part late = request(3, 4).take(3);
    metrics.started(List.of(early, late), 5 * SECOND);
    assertThat(metrics.statistics()).isEqualTo(new BatchingStatistics(1, 5, 5, 2 * 4 + 3, 4, 0));
  }

  @Test
  void aRequestInSeveralBatchesWaitsForEachOfThem() {
    BatchRequest large = request(4, 0);
    metrics.started(List.of(large.take(3)), SECOND);
    metrics.started(List.of(large.take(3)), 3 * SECOND);
    assertThat(metrics.statistics()).isEqualTo(new BatchingStatistics(2, 4, 3, 3 + 3, 3, 0));
  }
}
