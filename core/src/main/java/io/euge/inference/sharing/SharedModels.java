package io.euge.inference.sharing;

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
 * The registry of the loaded models of a process: one read-only copy of each model on each device,
 * which all callers lease. Safe for use by several threads.
 *
 * <p>A model that several callers acquire at once is loaded once, on a separate thread. If the load
 * fails, all of them fail with the same cause, and the next call tries again. {@link
 * EvictionPolicy} defines how long models without leases are kept.
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
   * @param allocator chooses among several devices of a task
   * @param failureListener receives the cause of each load and run that fails, before its callers
   *     do; called by several threads
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

  /** Leases the shared copy of a model with the default options. The caller closes the lease. */
  public ModelLease acquire(Model model, Device device) {
    return acquire(model, device, EngineOptions.DEFAULT, SharingMode.PROCESS);
  }

  /**
   * Leases a model, and waits until it is loaded.
   *
   * @return a lease the caller closes
   * @throws InferenceInterruptedException if the thread is interrupted while it waits; the load
   *     continues for other callers
   * @throws InferenceException if the model cannot be loaded or does not fit into the free memory
   *     for models, or if the registry is closed
   */
  public ModelLease acquire(Model model, Device device, EngineOptions options, SharingMode mode) {
    return acquire(model, List.of(device), Optional.empty(), options, mode);
  }

  /**
   * Leases a model on one of several devices, which the allocator chooses, and waits until it is
   * loaded. The lease counts as a task of the device until it is closed.
   *
   * @param devices at least one; the first of equally good ones is chosen
   * @param assigned the device that Spark assigned to the task
   * @return a lease the caller closes
   * @throws io.euge.device.placement.PlacementException if there are several devices and the model
   *     fits on none
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
   * Leases a version of a model whose name may have had another content before. Once this version
   * is loaded, it replaces the older one, which is closed with its last lease. A job that still
   * leases an older version has it loaded again if necessary, which does not make it current.
   *
   * @return a lease the caller closes
   * @throws InferenceException as {@link #acquire(Model, List, Optional, EngineOptions,
   *     SharingMode)}; then nothing is changed
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

  /** Releases the reference of a lease. */
  void release(ModelLease lease, ModelCopy copy) {
    leases.remove(lease, copy);
    pool.taskEnded(copy.key.device());
    pool.release(copy);
  }

  /** Releases the reference of a workspace. */
  void release(ModelCopy copy) {
    pool.release(copy);
  }

  /** Runs frames in a leased workspace. */
  void run(Workspace workspace, int frames) {
    gate.enter();
    try {
      workspace.run(frames);
    } catch (RuntimeException | Error e) {
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
   * Limits the memory of models on a device, if {@link EvictionPolicy} sets no limit for all
   * devices.
   *
   * @param bytes at least 1
   * @param observedFree bytes that the driver reported as free there; used to rank devices, not to
   *     admit models
   */
  public void limit(Device device, long bytes, OptionalLong observedFree) {
    pool.limit(device, bytes, observedFree);
  }

  /** Returns the allocator, which has its last decisions. */
  public Allocator allocator() {
    return allocator;
  }

  /** Returns statistics of the registry. */
  public SharingStatistics statistics() {
    return pool.statistics(leases.list().size());
  }

  /** Returns the copies that are in memory, without those of older versions. */
  public List<CopyStatistics> copies() {
    return pool.loaded();
  }

  /** Returns statistics of batching over all sessions of the registry. */
  public BatchingStatistics batching() {
    return pool.batching();
  }

  /**
   * Starts no more runs and leases, and waits until the runs in progress have ended and the tasks
   * have closed their leases. Call it before {@link #close} if the process ends while tasks run,
   * because no kernel must be running then.
   *
   * @return whether all leases were closed in time
   * @throws InferenceInterruptedException if interrupted; no run starts afterwards either
   */
  public boolean drain(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    leases.stop();
    return gate.drain(limit) && leases.awaitEmpty(deadline);
  }

  /**
   * Refuses new leases, waits for loads in progress, and closes the models in the reverse order of
   * their loads. A model that is still leased is logged, with the stack of each acquire if leaks
   * are tracked, and closed with its last lease and workspace. Has no effect if called again.
   *
   * @throws InferenceException if models could not be closed; thrown after trying all, with each
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
          new InferenceException(failures.size() + " models could not be closed properly");
      failures.forEach(failure::addSuppressed);
      throw failure;
    }
  }

  /**
   * Waits until the models of a closed registry are closed. Those that are still leased are closed
   * with their last lease.
   *
   * @return whether they were closed in time
   * @throws InferenceInterruptedException if interrupted
   */
  public boolean awaitClosed(Duration limit) {
    return pool.awaitClosed(limit);
  }
}
