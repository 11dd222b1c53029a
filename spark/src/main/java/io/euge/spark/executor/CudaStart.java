package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.device.Device;
import io.euge.device.context.GpuContext;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.device.mps.MpsFault;
import io.euge.inference.onnxruntime.cuda.Cuda;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts CUDA in this process, on the GPUs that are resolved. The executor that Spark starts after
 * a fault of MPS may come while the server still drains the earlier clients, and is refused for
 * that time. Whether CUDA then starts in the same process was never seen on a GPU; if not, it may
 * in the next process.
 */
final class CudaStart {
  private static final Duration RETRY_LIMIT = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = 250_000_000;

  private final Supplier<Optional<String>> attempt;
  private final Duration patience;
  private final Consumer<Throwable> faults;
  private boolean waited;

  /**
   * @param faults receives the failure of a task that needs CUDA
   */
  CudaStart(Consumer<Throwable> faults) {
    this(Cuda::fault, RETRY_LIMIT, faults);
  }

  /**
   * @param attempt returns why CUDA cannot be used; empty if it can
   * @param patience how long to wait, once, while MPS refuses the process
   */
  CudaStart(Supplier<Optional<String>> attempt, Duration patience, Consumer<Throwable> faults) {
    this.attempt = attempt;
    this.patience = patience;
    this.faults = faults;
  }

  /**
   * Starts CUDA, unless it is started, and returns its devices.
   *
   * @throws EugeException if there is none, with what is missing
   */
  List<Device> devices(GpuContext gpus) {
    start();
    if (!gpus.devices().isEmpty()) {
      return gpus.devices();
    }
    if (gpus.host() instanceof Unavailable) {
      // CUDA works where the driver's tool is missing, as in some containers.
      return List.of(new Device(Device.Kind.CUDA, 0));
    }
    throw new EugeException(GpuContext.absence(gpus.host()));
  }

  /**
   * Does the same for a task that can use no other device, and reports a failure to the process.
   *
   * @throws EugeException if there is none, with what is missing
   */
  List<Device> demand(GpuContext gpus) {
    try {
      return devices(gpus);
    } catch (EugeException e) {
      // The failure of an interrupted task is not one of the GPU.
      if (!Thread.currentThread().isInterrupted()) {
        faults.accept(e);
      }
      throw e;
    }
  }

  private synchronized void start() {
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
}
