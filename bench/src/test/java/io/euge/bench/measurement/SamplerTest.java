package io.euge.bench.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SamplerTest {
  @Test
  void samplesAreTakenUntilItIsStopped() throws InterruptedException {
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    try (Sampler<Integer> sampler =
        new Sampler<>(
            () -> {
              three.countDown();
              return taken.incrementAndGet();
            },
            Duration.ofMillis(1))) {
      three.await();
      assertThat(sampler.stop()).startsWith(1, 2, 3).hasSize(taken.get());
    }
  }

  @Test
  void oneSampleIsTakenHoweverSoonItIsStopped() throws InterruptedException {
    try (Sampler<String> sampler = new Sampler<>(() -> "one", Duration.ofHours(1))) {
      assertThat(sampler.stop()).containsExactly("one");
    }
  }
}
