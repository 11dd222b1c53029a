package io.euge.inference.sharing;

import io.euge.LeakTracker;
import io.euge.device.Device;
import io.euge.device.placement.Allocator;
import io.euge.device.placement.PlacementRequest;
import io.euge.device.placement.PlacementRules;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.InferenceInterruptedException;
import io.euge.inference.Waiting;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's registry of loaded models: one read-only copy of each on each device, leased to all
 * who ask. Safe for use by many threads.
 *
 * <p>However many ask for a model at once, it is loaded once, on a thread of its own; a load that
 * fails fails all of them with the same cause and leaves nothing, so the next ask tries again.
 * Models without leases stay or go as {@link Residency} says.
 */
public final class SharedModels implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedModels.class);

  private final ModelPool pool;
  private final Allocator allocator;
  private final RunGate gate = new RunGate();
  private final Consumer<Throwable> failureListener;

  /** Guards the fields below. May be held when the pool's lock is taken, never the reverse. */
  private final Object lock = new Object();

  private final CurrentVersions versions = new CurrentVersions();
  private final Set<ModelLease> leases = new LinkedHashSet<>();
  private long privateCopies;
  private boolean draining;
  private boolean closed;

  /** Creates a registry that keeps every model until it closes. */
  public SharedModels(Engine engine) {
    this(engine, Residency.UNLIMITED, new Allocator(PlacementRules.DEFAULT), failure -> {});
  }

  /**
   * Creates a registry.
   *
   * @param allocator chooses where a task has several devices to choose from
   * @param failureListener is given the cause of each load and run that fails, before those who
   *     wait for it get it; called by many threads
   */
  public SharedModels(
      Engine engine,
      Residency residency,
      Allocator allocator,
      Consumer<Throwable> failureListener) {
    this(engine, residency, allocator, failureListener, new SystemTiming());
  }

  SharedModels(
      Engine engine,
      Residency residency,
      Allocator allocator,
      Consumer<Throwable> failureListener,
      Timing timing) {
    this.allocator = allocator;
    this.failureListener = failureListener;
    this.pool = new ModelPool(engine, residency, timing, failureListener);
  }

  /** Leases the copy that all share, with the default options. */
  public ModelLease acquire(Model model, Device device) {
    return acquire(model, device, EngineOptions.DEFAULT, SharingMode.PROCESS);
  }

  /**
   * Leases a model, waiting for it to be loaded.
   *
   * @return a lease the caller closes
   * @throws InferenceInterruptedException if the thread is interrupted while it waits; the load
   *     goes on for the others
   * @throws InferenceException if the model cannot be loaded, does not fit the memory left for
   *     models, or the registry is closed
   */
  public ModelLease acquire(Model model, Device device, EngineOptions options, SharingMode mode) {
    return acquire(model, List.of(device), Optional.empty(), options, mode);
  }

  /**
   * Leases a model on one of several devices, as the allocator chooses, waiting for it to be
   * loaded. The lease counts as a task there until it is closed.
   *
   * @param devices at least one; of equals the first is taken
   * @param told the device that Spark gave the task
   * @return a lease the caller closes
   * @throws io.euge.device.placement.PlacementException if there are several and the model fits on
   *     none
   * @throws InferenceException as {@link #acquire(Model, Device, EngineOptions, SharingMode)}
   */
  public ModelLease acquire(
      Model model,
      List<Device> devices,
      Optional<Device> told,
      EngineOptions options,
      SharingMode mode) {
    boolean own = mode == SharingMode.TASK;
    long copy = own ? nextPrivateCopy() : 0;
    List<SessionKey> keys =
        devices.stream()
            .map(device -> new SessionKey(model.sha256(), device, options, copy))
            .toList();
    PlacementRequest ask =
        new PlacementRequest(model.name(), pool.need(keys.get(0), model), own, told);
    return lease(pool.place(keys, model, loads -> allocator.place(ask, loads).device()));
  }

  /**
   * Leases a version of a model whose name may have had another content before. It is loaded beside
   * that one, and once it is loaded it takes its place: the older version is closed with its last
   * lease. A job that still leases an older version has it loaded again if need be, and does not
   * make it current.
   *
   * @return a lease the caller closes
   * @throws InferenceException as {@link #acquire(Model, List, Optional, EngineOptions,
   *     SharingMode)}; then everything stays as it was
   */
  public ModelLease acquire(
      ModelVersion version,
      List<Device> devices,
      Optional<Device> assigned,
      EngineOptions options,
      SharingMode mode) {
    ModelLease lease = acquire(version.model(), devices, assigned, options, mode);
    if (mode == SharingMode.PROCESS) {
      try {
        promote(version, lease.device(), options);
      } catch (Throwable e) {
        lease.close();
        throw e;
      }
    }
    return lease;
  }

  private void promote(ModelVersion version, Device device, EngineOptions options) {
    ResidentModel replaced;
    synchronized (lock) {
      replaced = versions.promote(version, device, options).map(pool::retire).orElse(null);
    }
    if (replaced != null) {
      pool.release(replaced);
    }
  }

  private long nextPrivateCopy() {
    synchronized (lock) {
      return ++privateCopies;
    }
  }

  /**
   * Lets models take so much on a device, where {@link Residency} sets no limit for all.
   *
   * @param bytes at least 1
   * @param seenFree what the driver saw free there; ranks devices, admits nothing
   */
  public void limit(Device device, long bytes, OptionalLong seenFree) {
    pool.limit(device, bytes, seenFree);
  }

  /** What chooses among devices, with what it chose last. */
  public Allocator allocator() {
    return allocator;
  }

  private ModelLease lease(ResidentModel held) {
    try {
      held.await();
      synchronized (lock) {
        if (closed || draining) {
          throw shutDown(held.model.name());
        }
        ModelLease lease = new ModelLease(this, held);
        leases.add(lease);
        held.leases.incrementAndGet();
        return lease;
      }
    } catch (Throwable e) {
      pool.taskLeft(held.key.device());
      pool.release(held);
      throw e;
    }
  }

  private static InferenceException shutDown(String name) {
    return new InferenceException(
        "Cannot lease model %s: this process's models are shut down".formatted(name));
  }

  void closed(ModelLease lease, ResidentModel resident) {
    synchronized (lock) {
      leases.remove(lease);
      resident.leases.decrementAndGet();
      lock.notifyAll();
    }
    pool.taskLeft(resident.key.device());
    pool.release(resident);
  }

  /** Every run on a leased workspace comes through here. */
  void run(Workspace workspace, int frames) {
    gate.enter();
    try {
      workspace.run(frames);
    } catch (RuntimeException e) {
      failureListener.accept(e);
      throw e;
    } finally {
      gate.leave();
    }
  }

  /**
   * Lets no run begin any more and leases nothing, and waits for the runs under way to end and for
   * the tasks to let go: to be called before {@link #close} where a process ends under its tasks,
   * which must not be in the middle of a kernel then.
   *
   * @return whether no lease is left in time
   * @throws InferenceInterruptedException if interrupted; no run begins all the same
   */
  public boolean drain(Duration limit) {
    long until = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      draining = true;
    }
    if (!gate.drain(limit)) {
      return false;
    }
    synchronized (lock) {
      return Waiting.until(lock, until, leases::isEmpty, "tasks to let their models go");
    }
  }

  /**
   * Waits for the models to be gone once the registry is closed: those that are still leased go
   * with their last lease.
   *
   * @return whether they have gone in time
   * @throws InferenceInterruptedException if interrupted
   */
  public boolean awaitClosed(Duration limit) {
    return pool.awaitClosed(limit);
  }

  void release(ResidentModel resident) {
    pool.release(resident);
  }

  long bytes(ResidentModel resident) {
    return pool.bytes(resident);
  }

  /** What the registry has done and holds now. */
  public SharingStatistics statistics() {
    synchronized (lock) {
      return pool.statistics(leases.size());
    }
  }

  /**
   * Where the leases open now were acquired, oldest first; empty when leaks are not tracked, see
   * {@link LeakTracker}.
   */
  public List<LeakTracker.Acquisition> openLeases() {
    synchronized (lock) {
      return leases.stream().flatMap(lease -> lease.acquisition().stream()).toList();
    }
  }

  /**
   * Refuses new leases, waits for loads under way and closes the models, the last one loaded first.
   * A model that is still leased is named in the log, with the stack of each acquire where leaks
   * are tracked, and closed with its last lease and workspace. Harmless when called again.
   *
   * @throws InferenceException if models could not be closed, after all were tried, with each
   *     failure suppressed in it
   */
  @Override
  public void close() {
    List<ModelLease> open;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      open = List.copyOf(leases);
      versions.clear();
    }
    for (ModelLease lease : open) {
      LOG.warn(
          "Model {} on {} is still leased while the registry closes",
          lease.model().name(),
          lease.device(),
          lease.acquisition().orElse(null));
    }
    List<RuntimeException> failures = pool.close();
    if (!failures.isEmpty()) {
      InferenceException failure =
          new InferenceException(failures.size() + " models could not be closed in order");
      failures.forEach(failure::addSuppressed);
      throw failure;
    }
  }
}
