package io.euge.bench.measurement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Takes samples in a thread of its own until it is closed, at least one.
 *
 * @param <T> a sample
 */
public final class Sampler<T> implements AutoCloseable {
  private final List<T> samples = new ArrayList<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Starts sampling.
   *
   * @param source returns a sample; it is called in another thread
   * @param pause between two samples
   */
  public Sampler(Supplier<T> source, Duration pause) {
    thread = new Thread(() -> run(source, pause), "euge-sampler");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Supplier<T> source, Duration pause) {
    try {
      do {
        samples.add(source.get());
      } while (!stop.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops, and returns the samples in their order. */
  public List<T> stop() throws InterruptedException {
    close();
    thread.join();
    return List.copyOf(samples);
  }

  /** Stops without waiting for the sample that is being taken. */
  @Override
  public void close() {
    stop.countDown();
  }
}
