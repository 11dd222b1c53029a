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
  private final ResidentModel resident;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final LeakTracker.Mark mark;

  ModelLease(SharedModels models, ResidentModel resident) {
    this.models = models;
    this.resident = resident;
    this.mark = LeakTracker.mark("lease of model " + resident.model.name() + " on " + device());
  }

  /** The model, also after the lease is closed. */
  public Model model() {
    return resident.model;
  }

  /** The device it is loaded on, also after the lease is closed. */
  public Device device() {
    return resident.key.device();
  }

  /**
   * Buffers for one caller on the shared session.
   *
   * @param capacity most frames of one run, at least 1
   * @throws IllegalStateException if the lease is closed
   */
  public Workspace workspace(int capacity) {
    return open(session -> session.workspace(capacity));
  }

  /**
   * More buffers for the caller of a workspace, who fills these while that one runs and never runs
   * both at once.
   *
   * @param capacity most frames of one run, at least 1
   * @throws IllegalStateException if the lease is closed
   */
  public Workspace spare(int capacity) {
    return open(session -> session.spare(capacity));
  }

  private Workspace open(Function<Session, Workspace> buffers) {
    if (closed.get() || !resident.tryHold()) {
      throw new IllegalStateException(
          "the lease of model %s on %s is closed".formatted(model().name(), device()));
    }
    try {
      return new LeasedWorkspace(buffers.apply(resident.await()), models, resident);
    } catch (Throwable e) {
      models.release(resident);
      throw e;
    }
  }

  /** Memory the shared copy takes on its device, without workspaces, in bytes. */
  public long bytes() {
    return models.bytes(resident);
  }

  /** Where it was acquired; empty when leaks are not tracked. */
  Optional<LeakTracker.Acquisition> acquisition() {
    return mark.acquisition();
  }

  /** Gives the right back. Harmless when called again, from any thread. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      mark.clear();
      models.closed(this, resident);
    }
  }
}
