package io.euge.inference.sharing;

import io.euge.device.Device;
import io.euge.device.placement.DeviceUsage;
import io.euge.inference.Engine;
import io.euge.inference.InferenceException;
import io.euge.inference.batching.BatchingMetrics;
import io.euge.inference.batching.BatchingStatistics;
import io.euge.model.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Loads the copy of a model that is asked for, if there is none yet, on the device chosen for it.
 */
final class ModelPool {
  private final CopyTable table;
  private final DeviceUsages usages;
  private final CopyReleaser releaser;
  private final ModelLoader loader;
  private final BatchingMetrics batching = new BatchingMetrics();
  private final Scheduler scheduler;

  /**
   * @param failureListener is given the cause of each load that fails
   */
  ModelPool(
      Engine engine,
      EvictionPolicy policy,
      Scheduler scheduler,
      Consumer<Throwable> failureListener) {
    this.scheduler = scheduler;
    this.table = new CopyTable(policy.memory());
    this.usages = new DeviceUsages(table);
    this.releaser = new CopyReleaser(table, policy.keepAlive(), scheduler);
    this.loader = new ModelLoader(engine, table, releaser, batching, failureListener);
  }

  /**
   * Acquires the copy on the device that is chosen. It may still be loading. The use of the devices
   * does not change while one is chosen. The caller must {@link #release} the copy, and counts as a
   * task on its device until {@link #taskEnded}.
   *
   * @param keys one for each device to choose from
   * @throws InferenceException if the pool is closed
   */
  ModelCopy acquire(
      List<SessionKey> keys, Model model, Function<List<DeviceUsage>, Device> chooser) {
    synchronized (table) {
      Device device = chooser.apply(keys.stream().map(usages::of).toList());
      SessionKey key =
          keys.stream().filter(one -> one.device().equals(device)).findFirst().orElseThrow();
      ModelCopy copy = acquire(key, model);
      usages.taskStarted(device);
      return copy;
    }
  }

  private ModelCopy acquire(SessionKey key, Model model) {
    if (table.isClosed()) {
      throw new InferenceException(
          "Cannot load model %s: this process's models are shut down".formatted(model.name()));
    }
    return table
        .retain(key)
        .orElseGet(
            () -> {
              ModelCopy copy = new ModelCopy(key, model);
              loader.start(copy);
              table.add(copy);
              return copy;
            });
  }

  void taskEnded(Device device) {
    synchronized (table) {
      usages.taskEnded(device);
    }
  }

  /** Returns the bytes that a copy will need. */
  long need(SessionKey key, Model model) {
    synchronized (table) {
      return table.memory().need(key, model);
    }
  }

  void limit(Device device, long bytes, OptionalLong observedFree) {
    synchronized (table) {
      table.memory().limit(device, bytes, observedFree);
    }
  }

  void release(ModelCopy copy) {
    releaser.release(copy);
  }

  /** Removes a copy from the pool. The caller must {@link #release} the pool's reference to it. */
  Optional<ModelCopy> remove(SessionKey key) {
    return table.remove(key);
  }

  /** Waits until every copy is closed, and returns whether that was in time. */
  boolean awaitClosed(Duration limit) {
    return table.awaitClosed(limit);
  }

  long bytes(ModelCopy copy) {
    return table.bytes(copy);
  }

  List<CopyStatistics> loaded() {
    return table.loaded();
  }

  SharingStatistics statistics(int leases) {
    return table.statistics(leases);
  }

  BatchingStatistics batching() {
    return batching.statistics();
  }

  /**
   * Refuses new requests, releases the pool's reference to every copy, the last one loaded first,
   * and waits for the loads under way. Copies with other references are closed by the last of them.
   *
   * @return the failures, in order
   */
  List<RuntimeException> close() {
    List<ModelCopy> copies = table.close();
    Collections.reverse(copies);
    List<RuntimeException> failures = new ArrayList<>();
    for (ModelCopy copy : copies) {
      attempt(failures, () -> release(copy));
    }
    loader.awaitAll();
    attempt(failures, scheduler::close);
    return failures;
  }

  private static void attempt(List<RuntimeException> failures, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }
}
