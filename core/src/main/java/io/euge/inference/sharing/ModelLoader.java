package io.euge.inference.sharing;

import io.euge.inference.Engine;
import io.euge.inference.Session;
import io.euge.inference.Uninterruptibly;
import io.euge.inference.batching.BatchingMetrics;
import io.euge.inference.batching.BatchingSession;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Loads copies, each on a thread of its own, so that a waiter may be interrupted without ending the
 * load for the others.
 */
final class ModelLoader {
  private final Engine engine;
  private final CopyTable table;
  private final CopyReleaser releaser;
  private final Admission admission;
  private final BatchingMetrics metrics;
  private final Consumer<Throwable> failureListener;
  private final Set<Thread> threads = new LinkedHashSet<>();

  ModelLoader(
      Engine engine,
      CopyTable table,
      CopyReleaser releaser,
      BatchingMetrics metrics,
      Consumer<Throwable> failureListener) {
    this.engine = engine;
    this.table = table;
    this.releaser = releaser;
    this.admission = new Admission(table, releaser);
    this.metrics = metrics;
    this.failureListener = failureListener;
  }

  /** Starts loading a copy, to which the loader has a reference. */
  void start(ModelCopy copy) {
    Thread thread = new Thread(() -> load(copy), "euge-load-" + copy.model.name());
    thread.setDaemon(true);
    synchronized (threads) {
      thread.start();
      threads.add(thread);
    }
  }

  private void load(ModelCopy copy) {
    try {
      admission.reserve(copy);
      long start = System.nanoTime();
      Session session = open(copy);
      copy.loaded(session);
      table.loaded(System.nanoTime() - start);
      table.measured(copy, session.bytes());
      admission.trim(copy.key.device());
    } catch (Throwable e) {
      fail(copy, e);
    } finally {
      // Release before notifying waiters, so that a lease closed immediately is not counted.
      releaser.releaseQuietly(copy);
      copy.complete();
      synchronized (threads) {
        threads.remove(Thread.currentThread());
      }
    }
  }

  private Session open(ModelCopy copy) {
    Session session = engine.load(copy.model, copy.key.device(), copy.key.options());
    return BatchingSession.forDevice(
        session, copy.model, copy.key.device(), copy.key.options().batching(), metrics);
  }

  /** Removes the copy before its waiters fail, so that one that tries again starts a new load. */
  private void fail(ModelCopy copy, Throwable cause) {
    failureListener.accept(cause);
    boolean wasListed = table.failed(copy);
    copy.fail(cause);
    if (wasListed) {
      releaser.releaseQuietly(copy);
    }
  }

  /** Waits for the loads under way. */
  void awaitAll() {
    List<Thread> loading;
    synchronized (threads) {
      loading = List.copyOf(threads);
    }
    loading.forEach(Uninterruptibly::join);
  }
}
