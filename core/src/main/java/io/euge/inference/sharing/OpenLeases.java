package io.euge.inference.sharing;

import io.euge.inference.ConditionWait;
import io.euge.inference.InferenceException;
import io.euge.inference.InferenceInterruptedException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The leases that are open. Once it is stopped, none is added. */
final class OpenLeases {
  private final Set<ModelLease> leases = new LinkedHashSet<>();
  private boolean stopped;

  /**
   * Makes and adds a lease of a copy.
   *
   * @throws InferenceException if stopped
   */
  synchronized ModelLease add(ModelCopy copy, Supplier<ModelLease> factory) {
    if (stopped) {
      throw new InferenceException(
          "Cannot lease model %s: this process's models are shut down"
              .formatted(copy.model.name()));
    }
    ModelLease lease = factory.get();
    leases.add(lease);
    copy.leases.incrementAndGet();
    return lease;
  }

  synchronized void remove(ModelLease lease, ModelCopy copy) {
    leases.remove(lease);
    copy.leases.decrementAndGet();
    notifyAll();
  }

  synchronized void stop() {
    stopped = true;
  }

  /**
   * Waits until none is left.
   *
   * @param deadline by {@link System#nanoTime}
   * @return whether that was in time
   * @throws InferenceInterruptedException if interrupted
   */
  synchronized boolean awaitEmpty(long deadline) {
    return ConditionWait.until(this, deadline, leases::isEmpty, "tasks to release their models");
  }

  /** Returns the open leases, oldest first. */
  synchronized List<ModelLease> list() {
    return List.copyOf(leases);
  }
}
