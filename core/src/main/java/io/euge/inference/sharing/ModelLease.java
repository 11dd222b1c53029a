package io.euge.inference.sharing;

import io.euge.LeakTracker;
import io.euge.device.Device;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A lease of a shared model, which keeps it loaded. Safe for use by several threads.
 *
 * <p>Workspaces may outlive their lease: each keeps the model loaded until it is closed. A lease
 * can therefore be closed from any thread, such as that of a task's completion listener, during a
 * run. A closed lease refuses new workspaces.
 */
public final class ModelLease implements AutoCloseable {
  private final SharedModels models;
  private final ModelCopy copy;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final LeakTracker.Registration registration;

  ModelLease(SharedModels models, ModelCopy copy) {
    this.models = models;
    this.copy = copy;
    this.registration =
        LeakTracker.register("lease of model " + copy.model.name() + " on " + device());
  }

  /** Returns the model, also after the lease is closed. */
  public Model model() {
    return copy.model;
  }

  /** Returns the device of the model, also after the lease is closed. */
  public Device device() {
    return copy.key.device();
  }

  /**
   * Opens buffers for one caller, which closes them.
   *
   * @param capacity most frames of one run, at least 1
   * @throws IllegalStateException if the lease is closed
   */
  public Workspace workspace(int capacity) {
    return open(session -> session.workspace(capacity));
  }

  /**
   * Opens additional buffers for a caller that has a workspace, fills these while that one runs,
   * and never runs both at once.
   *
   * @param capacity most frames of one run, at least 1
   * @throws IllegalStateException if the lease is closed
   */
  public Workspace spare(int capacity) {
    return open(session -> session.spare(capacity));
  }

  private Workspace open(Function<Session, Workspace> buffers) {
    if (closed.get() || !copy.tryRetain()) {
      throw new IllegalStateException(
          "the lease of model %s on %s is closed".formatted(model().name(), device()));
    }
    try {
      return new LeasedWorkspace(buffers.apply(copy.await()), models, copy);
    } catch (Throwable e) {
      models.release(copy);
      throw e;
    }
  }

  /** Returns the memory of the copy on its device in bytes, without workspaces. */
  public long bytes() {
    return models.bytes(copy);
  }

  /** Returns where the lease was acquired; empty if leaks are not tracked. */
  Optional<LeakTracker.Acquisition> acquisition() {
    return registration.acquisition();
  }

  /** Releases the model. May be called from any thread, and has no effect if called again. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      registration.unregister();
      models.release(this, copy);
    }
  }
}
