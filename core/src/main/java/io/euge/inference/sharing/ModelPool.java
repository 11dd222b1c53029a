package io.euge.inference.sharing;

import io.euge.device.Device;
import io.euge.device.placement.DeviceUsage;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.InferenceException;
import io.euge.inference.Session;
import io.euge.inference.Uninterruptibly;
import io.euge.inference.Waiting;
import io.euge.inference.batching.BatchingSession;
import io.euge.model.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of models in memory: loads the one that is asked for and not there, within the budget,
 * and closes those whose last holder let them go.
 */
final class ModelPool {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPool.class);

  private final Engine engine;
  private final Residency residency;
  private final Timing timing;
  private final Consumer<Throwable> watcher;

  /** Guards the fields below. Never held while a model is loaded or closed. */
  private final Object lock = new Object();

  private final Map<SessionKey, ResidentModel> listed = new LinkedHashMap<>();
  private final Set<Thread> loaders = new LinkedHashSet<>();
  private final MemoryLedger ledger;
  private final PoolCounters counters = new PoolCounters();
  private final Map<Device, Integer> tasks = new HashMap<>();
  private boolean closed;

  /**
   * @param watcher is told of each load that fails
   */
  ModelPool(Engine engine, Residency residency, Timing timing, Consumer<Throwable> watcher) {
    this.engine = engine;
    this.residency = residency;
    this.timing = timing;
    this.watcher = watcher;
    this.ledger = new MemoryLedger(residency.memory());
  }

  /**
   * The copy of a key, held for the caller, who must {@link #release} it. It may still be loading.
   *
   * @throws InferenceException if the pool is closed
   */
  ResidentModel hold(SessionKey key, Model model) {
    synchronized (lock) {
      if (closed) {
        throw new InferenceException(
            "Cannot load model %s: this process's models are shut down".formatted(model.name()));
      }
      ResidentModel found = listed.get(key);
      if (found != null && found.tryHold()) {
        counters.hit();
        return found;
      }
      ResidentModel started = new ResidentModel(key, model);
      Thread loader = new Thread(() -> load(started), "euge-load-" + model.name());
      loader.setDaemon(true);
      loader.start();
      loaders.add(loader);
      listed.put(key, started);
      return started;
    }
  }

  /**
   * The copy on the device that is chosen, held for the caller as by {@link #hold}, and counted as
   * a task there until {@link #taskLeft}. What it is chosen from cannot change meanwhile.
   *
   * @param keys one for each device to choose from
   */
  ResidentModel place(
      List<SessionKey> keys, Model model, Function<List<DeviceUsage>, Device> chooser) {
    synchronized (lock) {
      Device chosen = chooser.apply(keys.stream().map(key -> load(key)).toList());
      SessionKey key =
          keys.stream().filter(one -> one.device().equals(chosen)).findFirst().orElseThrow();
      ResidentModel held = hold(key, model);
      tasks.merge(chosen, 1, Integer::sum);
      return held;
    }
  }

  private DeviceUsage load(SessionKey key) {
    Device device = key.device();
    long coming = 0;
    for (ResidentModel model : listed.values()) {
      if (model.key.device().equals(device) && !ledger.counts(model)) {
        coming += ledger.need(model.key, model.model);
      }
    }
    ResidentModel copy = listed.get(key);
    long held = ledger.used(device) + coming;
    return new DeviceUsage(
        device,
        ledger.limit(device),
        held,
        freeable(device),
        ledger.seenFree(device),
        tasks.getOrDefault(device, 0),
        copy != null && !copy.gone());
  }

  long need(SessionKey key, Model model) {
    synchronized (lock) {
      return ledger.need(key, model);
    }
  }

  /** A task that was placed here is done. */
  void taskLeft(Device device) {
    synchronized (lock) {
      tasks.merge(device, -1, Integer::sum);
    }
  }

  void limit(Device device, long bytes, OptionalLong seenFree) {
    synchronized (lock) {
      ledger.limit(device, bytes, seenFree);
    }
  }

  void release(ResidentModel model) {
    int left = model.release(timing.nanos());
    if (left == 0) {
      dispose(model);
    } else if (left == 1) {
      restIfIdle(model);
    }
  }

  /** Lists a copy no longer, and returns it for the caller to {@link #release}; null if none is. */
  ResidentModel retire(SessionKey key) {
    synchronized (lock) {
      return listed.remove(key);
    }
  }

  private void load(ResidentModel model) {
    try {
      admit(model);
      long start = System.nanoTime();
      Session session = start(model);
      model.loaded(session);
      synchronized (lock) {
        counters.loaded(System.nanoTime() - start);
      }
      long bytes = session.bytes();
      synchronized (lock) {
        ledger.correct(model, bytes);
      }
      closeAll(victims(model.key.device(), 0));
    } catch (Throwable e) {
      fail(model, e);
    } finally {
      // Let go before the waiters hear of it, lest a lease closed at once still look held.
      releaseQuietly(model);
      model.announce();
      synchronized (lock) {
        loaders.remove(Thread.currentThread());
      }
    }
  }

  private Session start(ResidentModel model) {
    Device device = model.key.device();
    EngineOptions options = model.key.options();
    Session session = engine.load(model.model, device, options);
    return BatchingSession.forDevice(session, model.model, device, options.batching());
  }

  /** Unlists the model before its waiters hear of it, so that who asks again starts a new load. */
  private void fail(ResidentModel model, Throwable cause) {
    watcher.accept(cause);
    boolean wasListed;
    synchronized (lock) {
      counters.failed();
      wasListed = listed.remove(model.key, model);
      ledger.free(model);
      lock.notifyAll();
    }
    model.failed(cause);
    if (wasListed) {
      releaseQuietly(model);
    }
  }

  /** Reserves memory for a model, closing idle ones if that makes room. */
  private void admit(ResidentModel asking) {
    Device device = asking.key.device();
    while (true) {
      List<ResidentModel> victims;
      synchronized (lock) {
        long need = ledger.need(asking.key, asking.model);
        if (ledger.fits(device, need)) {
          ledger.reserve(asking, need);
          return;
        }
        if (!ledger.fits(device, need - freeable(device))) {
          throw new InferenceException(ledger.refusal(asking, need));
        }
        victims = victims(device, need);
        if (victims.isEmpty()) {
          awaitClosing();
        }
      }
      closeAll(victims);
    }
  }

  /** Bytes of copies that are idle or being closed. */
  private long freeable(Device device) {
    long sum = 0;
    for (ResidentModel model : ledger.models(device)) {
      if (model.gone() || (listed.get(model.key) == model && model.idle())) {
        sum += ledger.bytes(model);
      }
    }
    return sum;
  }

  /** Unlists idle copies, least recently used first, until {@code need} fits or none is left. */
  private List<ResidentModel> victims(Device device, long need) {
    synchronized (lock) {
      List<ResidentModel> candidates = ledger.models(device);
      candidates.sort(Comparator.comparingLong(ResidentModel::lastHeld));
      long freed = 0;
      for (ResidentModel model : candidates) {
        freed += model.gone() ? ledger.bytes(model) : 0;
      }
      List<ResidentModel> victims = new ArrayList<>();
      for (ResidentModel model : candidates) {
        if (ledger.fits(device, need - freed)) {
          break;
        }
        if (unlistIfIdle(model)) {
          victims.add(model);
          freed += ledger.bytes(model);
        }
      }
      return victims;
    }
  }

  /** Another thread is closing a model; it tells when it has. */
  @SuppressWarnings("WaitNotInLoop") // The caller looks again.
  private void awaitClosing() {
    boolean interrupted = false;
    try {
      lock.wait();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean unlistIfIdle(ResidentModel model) {
    synchronized (lock) {
      boolean let = listed.get(model.key) == model && model.releaseIfIdle();
      if (let) {
        listed.remove(model.key);
      }
      return let;
    }
  }

  /** Only the registry may hold the copy now: let it go at once, later, or never. */
  private void restIfIdle(ResidentModel model) {
    boolean now =
        model.key.copy() != 0 || residency.keepAlive().map(Duration::isZero).orElse(false);
    if (now) {
      if (unlistIfIdle(model)) {
        dispose(model);
      }
    } else if (residency.keepAlive().isPresent()) {
      expireAfter(model, residency.keepAlive().get());
    }
  }

  private void expireAfter(ResidentModel model, Duration delay) {
    synchronized (lock) {
      boolean expires = !closed && listed.get(model.key) == model;
      if (expires && model.expiryDue.compareAndSet(false, true)) {
        timing.after(delay, () -> expire(model));
      }
    }
  }

  private void expire(ResidentModel model) {
    model.expiryDue.set(false);
    if (!model.idle()) {
      return; // In use again: its next release begins a new term.
    }
    Duration rested = Duration.ofNanos(timing.nanos() - model.lastHeld());
    Duration left = residency.keepAlive().orElseThrow().minus(rested);
    if (left.isNegative() || left.isZero()) {
      if (unlistIfIdle(model)) {
        closeAll(List.of(model));
      }
    } else {
      expireAfter(model, left);
    }
  }

  /** Closes copies that went to make room. Their failures are not the business of who gains it. */
  private void closeAll(List<ResidentModel> models) {
    for (ResidentModel model : models) {
      try {
        dispose(model);
        LOG.debug("Model {} left {}", model.model.name(), model.key.device());
      } catch (RuntimeException e) {
        LOG.warn("Model {} could not be closed", model.model.name(), e);
      }
    }
  }

  private void releaseQuietly(ResidentModel model) {
    try {
      release(model);
    } catch (RuntimeException e) {
      LOG.warn("Model {} could not be closed", model.model.name(), e);
    }
  }

  private void dispose(ResidentModel model) {
    try {
      model.close();
    } finally {
      synchronized (lock) {
        ledger.free(model);
        if (model.wasLoaded()) {
          counters.closed();
        }
        lock.notifyAll();
      }
    }
  }

  /** Waits for every copy to be closed. */
  boolean awaitClosed(Duration limit) {
    long until = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      return Waiting.until(lock, until, ledger::isEmpty, "models to be closed");
    }
  }

  long bytes(ResidentModel model) {
    synchronized (lock) {
      return ledger.bytes(model);
    }
  }

  SharingStatistics statistics(int leases) {
    synchronized (lock) {
      return counters.statistics(ledger, leases);
    }
  }

  /**
   * Refuses new holders, lets every copy go, the last one loaded first, and waits for the loads
   * under way. Copies that others hold are closed by the last of them.
   *
   * @return what failed, in order
   */
  List<RuntimeException> close() {
    List<ResidentModel> letGo;
    List<Thread> loading;
    synchronized (lock) {
      closed = true;
      letGo = new ArrayList<>(listed.values());
      listed.clear();
      loading = List.copyOf(loaders);
    }
    Collections.reverse(letGo);
    List<RuntimeException> failures = new ArrayList<>();
    for (ResidentModel model : letGo) {
      attempt(failures, () -> release(model));
    }
    loading.forEach(Uninterruptibly::join);
    attempt(failures, timing::close);
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
