package io.euge.inference.sharing;

import io.euge.EugeException;
import io.euge.inference.InferenceException;
import io.euge.inference.InferenceInterruptedException;
import io.euge.inference.Session;
import io.euge.model.Model;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One copy of a model and the count of the references to it: one for the pool as long as it lists
 * the copy, one for the loader while it loads, and one for each waiter, lease and workspace.
 *
 * <p>The count never leaves zero again. The caller that brings it there closes the copy.
 */
final class ModelCopy {
  final SessionKey key;
  final Model model;
  final AtomicInteger leases = new AtomicInteger();
  final AtomicBoolean expiryScheduled = new AtomicBoolean();
  private final AtomicInteger references;
  private final CompletableFuture<Session> completion = new CompletableFuture<>();
  private volatile Session session;
  private volatile long lastReleased;

  /** Creates a copy about to be loaded, referenced by the pool, its loader and its first waiter. */
  ModelCopy(SessionKey key, Model model) {
    this.key = key;
    this.model = model;
    this.references = new AtomicInteger(3);
  }

  /** Adds a reference, unless the last one was released. */
  boolean tryRetain() {
    int now;
    do {
      now = references.get();
      if (now == 0) {
        return false;
      }
    } while (!references.compareAndSet(now, now + 1));
    return true;
  }

  /**
   * Releases a reference.
   *
   * @param nanos the time now
   * @return the references left; the caller must {@link #close()} the copy if there is none
   * @throws IllegalStateException if there was none to release
   */
  int release(long nanos) {
    lastReleased = nanos;
    int left = references.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException("model " + model.name() + " was released too often");
    }
    return left;
  }

  /**
   * Releases the pool's reference if there is no other.
   *
   * @return whether it did; then the caller must {@link #close()} the copy
   */
  boolean tryEvict() {
    return references.compareAndSet(1, 0);
  }

  /** Returns whether only the pool references the copy. A moment later it may be different. */
  boolean idle() {
    return references.get() == 1;
  }

  /** Returns whether the last reference was released, so that the copy is closed or about to be. */
  boolean released() {
    return references.get() == 0;
  }

  /** Returns when a reference was last released. */
  long lastReleased() {
    return lastReleased;
  }

  /** Sets the session. The waiters get it by {@link #complete()}. */
  void loaded(Session loaded) {
    session = loaded;
  }

  boolean wasLoaded() {
    return session != null;
  }

  /** Gives the session to the waiters. */
  void complete() {
    completion.complete(session);
  }

  /** Fails the waiters. */
  void fail(Throwable cause) {
    completion.completeExceptionally(cause);
  }

  boolean loading() {
    return !completion.isDone();
  }

  /**
   * Waits for the load. The caller must have a reference.
   *
   * @throws InferenceInterruptedException if interrupted; the load goes on
   * @throws InferenceException if the load failed, with its cause as the cause
   */
  Session await() {
    try {
      return completion.get();
    } catch (InterruptedException e) {
      throw new InferenceInterruptedException(
          "model %s on %s".formatted(model.name(), key.device()));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new InferenceException(
          cause instanceof EugeException
              ? cause.getMessage()
              : "Loading model %s on %s failed: %s".formatted(model.name(), key.device(), cause),
          cause);
    }
  }

  /** Closes the session, if the copy was ever loaded. */
  void close() {
    if (session != null) {
      session.close();
    }
  }
}
