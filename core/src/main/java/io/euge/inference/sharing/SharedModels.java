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
import io.euge.inference.Workspace;
import io.euge.inference.batching.BatchingStatistics;
import io.euge.model.Model;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's registry of loaded models: one read-only copy of each on each device, leased to all
 * callers. Safe for use by many threads.
 *
 * <p>However many callers acquire a model at once, it is loaded once, on a thread of its own; a
 * load that fails fails all of them with the same cause and leaves nothing, so the next call tries
 * again. Models without leases are kept or closed as {@link EvictionPolicy} says.
 */
public final class SharedModels implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedModels.class);

  private final Allocator allocator;
  private final Consumer<Throwable> failureListener;
  private final ModelPool pool;
  private final CurrentVersions versions = new CurrentVersions();
  private final OpenLeases leases = new OpenLeases();
  private final RunGate gate = new RunGate();
  private final AtomicLong privateCopies = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Creates a registry that keeps every model until it closes. */
  public SharedModels(Engine engine) {
    this(engine, EvictionPolicy.UNLIMITED, new Allocator(PlacementRules.DEFAULT), failure -> {});
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
      EvictionPolicy policy,
      Allocator allocator,
      Consumer<Throwable> failureListener) {
    this(engine, policy, allocator, failureListener, new SystemScheduler());
  }

  SharedModels(
      Engine engine,
      EvictionPolicy policy,
      Allocator allocator,
      Consumer<Throwable> failureListener,
      Scheduler scheduler) {
    this.allocator = allocator;
    this.failureListener = failureListener;
    this.pool = new ModelPool(engine, policy, scheduler, failureListener);
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
   * @param assigned the device that Spark assigned to the task
   * @return a lease the caller closes
   * @throws io.euge.device.placement.PlacementException if there are several and the model fits on
   *     none
   * @throws InferenceException as {@link #acquire(Model, Device, EngineOptions, SharingMode)}
   */
  public ModelLease acquire(
      Model model,
      List<Device> devices,
      Optional<Device> assigned,
      EngineOptions options,
      SharingMode mode) {
    boolean dedicated = mode == SharingMode.TASK;
    long copy = dedicated ? privateCopies.incrementAndGet() : 0;
    List<SessionKey> keys =
        devices.stream()
            .map(device -> new SessionKey(model.sha256(), device, options, copy))
            .toList();
    PlacementRequest request =
        new PlacementRequest(model.name(), pool.need(keys.get(0), model), dedicated, assigned);
    return lease(pool.acquire(keys, model, usages -> allocator.place(request, usages).device()));
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
    Optional<ModelCopy> replaced;
    synchronized (versions) {
      replaced = versions.promote(version, device, options).flatMap(pool::remove);
    }
    replaced.ifPresent(pool::release);
  }

  private ModelLease lease(ModelCopy copy) {
    try {
      copy.await();
      return leases.add(copy, () -> new ModelLease(this, copy));
    } catch (Throwable e) {
      pool.taskEnded(copy.key.device());
      pool.release(copy);
      throw e;
    }
  }

  /** Releases what a lease references. */
  void release(ModelLease lease, ModelCopy copy) {
    leases.remove(lease, copy);
    pool.taskEnded(copy.key.device());
    pool.release(copy);
  }

  /** Releases what a workspace references. */
  void release(ModelCopy copy) {
    pool.release(copy);
  }

  /** Runs frames in a leased workspace. */
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

  long bytes(ModelCopy copy) {
    return pool.bytes(copy);
  }

  /**
   * Limits the memory of models on a device, where {@link EvictionPolicy} sets no limit for all.
   *
   * @param bytes at least 1
   * @param observedFree bytes that the driver reported free there; ranks devices, admits nothing
   */
  public void limit(Device device, long bytes, OptionalLong observedFree) {
    pool.limit(device, bytes, observedFree);
  }

  /** Returns what chooses among devices, with its last decisions. */
  public Allocator allocator() {
    return allocator;
  }

  /** Returns what the registry has done and what is open now. */
  public SharingStatistics statistics() {
    return pool.statistics(leases.list().size());
  }

  /** Returns the copies that are in memory, without those of older versions. */
  public List<CopyStatistics> copies() {
    return pool.loaded();
  }

  /** Returns what batching has done in all sessions of the registry. */
  public BatchingStatistics batching() {
    return pool.batching();
  }

  /**
   * Returns where the leases open now were acquired, oldest first; empty when leaks are not
   * tracked, see {@link LeakTracker}.
   */
  public List<LeakTracker.Acquisition> openLeases() {
    return leases.list().stream().flatMap(lease -> lease.acquisition().stream()).toList();
  }

  /**
   * Starts no more runs and leases, and waits for the runs under way to end and for the tasks to
   * close their leases. To be called before {@link #close} where a process ends under its tasks,
   * which must not be in the middle of a kernel then.
   *
   * @return whether no lease is left in time
   * @throws InferenceInterruptedException if interrupted; no run starts all the same
   */
  public boolean drain(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    leases.stop();
    return gate.drain(limit) && leases.awaitEmpty(deadline);
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
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    leases.stop();
    for (ModelLease lease : leases.list()) {
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

  /**
   * Waits until the models of a closed registry are closed: those that are still leased are closed
   * with their last lease.
   *
   * @return whether they are closed in time
   * @throws InferenceInterruptedException if interrupted
   */
  public boolean awaitClosed(Duration limit) {
    return pool.awaitClosed(limit);
  }
}
