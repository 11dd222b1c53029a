package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.device.mps.MpsFault;
import io.euge.inference.onnxruntime.cuda.Cuda;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The start of CUDA in this process. The executor that Spark starts after a fault of MPS may come
 * while the server still drains the clients of before, and is kept out for that time. Whether CUDA
 * then starts in the same process was never seen on a GPU; if not, the next process's may.
 */
final class CudaStart {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = 250_000_000;

  private final Supplier<Optional<String>> attempt;
  private final Duration patience;
  private final Consumer<Throwable> faults;
  private boolean waited;

  /**
   * @param faults hears of it where MPS keeps the process out for longer
   */
  CudaStart(Consumer<Throwable> faults) {
    this(Cuda::fault, PATIENCE, faults);
  }

  /**
   * @param attempt why CUDA cannot be used; empty if it can
   * @param patience how long MPS may keep the process out, once
   */
  CudaStart(Supplier<Optional<String>> attempt, Duration patience, Consumer<Throwable> faults) {
    this.attempt = attempt;
    this.patience = patience;
    this.faults = faults;
  }

  /**
   * Starts CUDA, unless it is started.
   *
   * @throws EugeException if it cannot be used, with what is missing
   */
  synchronized void require() {
    Optional<String> fault = attempt.get();
    long until = System.nanoTime() + patience.toNanos();
    while (fault.flatMap(MpsFault::in).isPresent()
        && !waited
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NANOS);
      fault = attempt.get();
      waited = System.nanoTime() - until >= 0;
    }
    if (fault.isPresent()) {
      throw new EugeException(fault.get());
    }
  }

  /** Tells that a task cannot have the GPU it needs; a task that was interrupted tells nothing. */
  void lost(EugeException failure) {
    if (!Thread.currentThread().isInterrupted()) {
      faults.accept(failure);
    }
  }
}
