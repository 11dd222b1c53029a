package io.euge.spark.executor;

import io.euge.device.mps.MpsFault;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends an executor whose GPU is lost to it after a fault of MPS, so that Spark starts another and
 * runs its tasks there.
 *
 * <p>It ends at once and without shutdown hooks: nothing can be drained where every call to CUDA
 * fails or hangs, and all clients must be gone before the server takes new ones. A process that is
 * the driver too only says so, for with it all would be lost.
 */
final class ExecutorFaults implements Consumer<Throwable> {
  /** The exit code of an executor after a fault of MPS; none of Spark's own codes. */
  static final int EXIT_CODE = 88;

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorFaults.class);

  private final boolean local;
  private final IntConsumer end;

  /**
   * @param local whether the driver is in this process
   */
  ExecutorFaults(boolean local) {
    this(local, Runtime.getRuntime()::halt);
  }

  ExecutorFaults(boolean local, IntConsumer end) {
    this.local = local;
    this.end = end;
  }

  /** Ends the process if a failure is a fault of MPS. */
  @Override
  public void accept(Throwable failure) {
    MpsFault.in(failure)
        .ifPresent(
            fault -> {
              if (local) {
                LOG.error("{}; start this program again", fault.message());
              } else {
                LOG.error(
                    "{}; this executor ends with exit code {}, and Spark starts another",
                    fault.message(),
                    EXIT_CODE);
                end.accept(EXIT_CODE);
              }
            });
  }
}
