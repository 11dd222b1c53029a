package io.euge.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.inference.Batching;
import io.euge.inference.batching.BatchRequest.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
  private static final long MILLIS = 1_000_000;

  private static BatchRequest request(int frames, long arrived) {
    return new BatchRequest(null, frames, arrived, new ReentrantLock().newCondition());
  }

  private static BatchQueue queue(int maxBatch) {
    return new BatchQueue(new Batching(Batching.When.ALWAYS, maxBatch, Duration.ofMillis(10)));
  }

  @Test
  void theDelayIsCountedFromTheOldestFrame() {
    BatchQueue queue = queue(8);
    queue.add(request(1, 0));
    assertThat(queue.delay(0, 5)).isEqualTo(10 * MILLIS);
    queue.add(request(1, 6 * MILLIS));
    assertThat(queue.delay(6 * MILLIS, 5)).isEqualTo(4 * MILLIS);
    assertThat(queue.delay(11 * MILLIS, 5)).isZero();
  }

  @Test
  void aFullBatchOrTheLastCallerEndsTheWait() {
    BatchQueue queue = queue(4);
    queue.add(request(3, 0));
    assertThat(queue.delay(0, 2)).isPositive();
    assertThat(queue.delay(0, 1)).isZero();
    queue.add(request(1, 0));
    assertThat(queue.delay(0, 9)).isZero();
  }

  @Test
  void aRequestLargerThanABatchWaitsBehindTheOthersForTheRest() {
    BatchQueue queue = queue(4);
    BatchRequest large = request(10, 0);
    BatchRequest small = request(1, 1);
    queue.add(large);
    queue.add(small);
    assertThat(queue.take()).containsExactly(new Part(large, 0, 4));
    assertThat(queue.take()).containsExactly(new Part(small, 0, 1), new Part(large, 4, 3));
    assertThat(queue.take()).containsExactly(new Part(large, 7, 3));
    assertThat(queue.take()).isEmpty();
  }

  /** Positive: a request of so many frames; zero: a batch is taken; negative: one is taken back. */
  @Property
  void everyFrameIsTakenOnceInOrderAndNobodyStarves(
      @ForAll @IntRange(min = 1, max = 6) int maxBatch,
      @ForAll @Size(max = 60) List<@IntRange(min = -3, max = 9) Integer> steps) {
    BatchQueue queue = queue(maxBatch);
    List<BatchRequest> waiting = new ArrayList<>();
    Map<BatchRequest, Integer> next = new HashMap<>();
    Map<BatchRequest, Integer> ahead = new HashMap<>();
    for (int step : steps) {
      if (step > 0) {
        BatchRequest request = request(step, 0);
        ahead.put(request, waiting.size());
        next.put(request, 0);
        waiting.add(request);
        queue.add(request);
      } else if (step < 0 && waiting.size() >= -step) {
        BatchRequest gone = waiting.remove(-step - 1);
        queue.remove(gone);
        gone.abandon();
      } else if (step == 0) {
        checkBatch(queue.take(), maxBatch, waiting, next, ahead);
      }
    }
    while (!waiting.isEmpty()) {
      checkBatch(queue.take(), maxBatch, waiting, next, ahead);
    }
    assertThat(queue.isEmpty()).isTrue();
  }

  private static void checkBatch(
      List<Part> batch,
      int maxBatch,
      List<BatchRequest> waiting,
      Map<BatchRequest, Integer> next,
      Map<BatchRequest, Integer> ahead) {
    int wanted = waiting.stream().mapToInt(request -> request.frames - next.get(request)).sum();
    assertThat(batch.stream().mapToInt(Part::count).sum()).isEqualTo(Math.min(maxBatch, wanted));
    List<BatchRequest> served = batch.stream().map(Part::request).toList();
    assertThat(served).doesNotHaveDuplicates();
    for (Part part : batch) {
      assertThat(waiting).contains(part.request());
      assertThat(part.slot()).isEqualTo(next.get(part.request()));
      next.merge(part.request(), part.count(), Integer::sum);
    }
    for (BatchRequest request : waiting) {
      int left = ahead.merge(request, -1, Integer::sum);
      boolean first = next.get(request) == 0;
      assertThat(first && left < 0).as("a batch for each who came before is wait enough").isFalse();
    }
    waiting.removeIf(request -> next.get(request) == request.frames);
  }
}
