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
 * The right to use a shared model. Safe for use by many threads.
 *
 * <p>Workspaces made from a lease may outlive it: each keeps the model loaded until it is closed
 * itself. So a lease can be closed from any thread, a task's completion listener for one, without
 * harm to a run under way. What a closed lease refuses is to make new workspaces.
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

  /** Returns the device it is loaded on, also after the lease is closed. */
  public Device device() {
    return copy.key.device();
  }

  /**
   * Opens buffers for one caller on the shared session.
   *
   * @param capacity most frames of one run, at least 1
   * @throws IllegalStateException if the lease is closed
   */
  public Workspace workspace(int capacity) {
    return open(session -> session.workspace(capacity));
  }

  /**
   * Opens more buffers for the caller of a workspace, who fills these while that one runs and never
   * runs both at once.
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

  /** Returns the memory that the copy takes on its device, without workspaces, in bytes. */
  public long bytes() {
    return models.bytes(copy);
  }

  /** Returns where it was acquired; empty when leaks are not tracked. */
  Optional<LeakTracker.Acquisition> acquisition() {
    return registration.acquisition();
  }

  /** Releases the model. Harmless when called again, from any thread. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      registration.unregister();
      models.release(this, copy);
    }
  }
}
