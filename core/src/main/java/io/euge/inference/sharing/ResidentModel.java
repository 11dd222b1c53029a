package io.euge.inference.sharing;

import io.euge.inference.InferenceException;
import io.euge.inference.InferenceInterruptedException;
import io.euge.inference.Session;
import io.euge.model.Model;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One copy of a model, from the first who asked for it to the last who let it go, and the count of
 * those who hold it: the registry as long as it lists the copy, the loader while it loads, each
 * waiter, each lease and each workspace.
 *
 * <p>The count never leaves zero again. Whoever brings it there closes the copy.
 */
final class ResidentModel {
  final SessionKey key;
  final Model model;
  final AtomicInteger leases = new AtomicInteger();
  final AtomicBoolean expiryDue = new AtomicBoolean();
  private final AtomicInteger holders;
  private final CompletableFuture<Session> announced = new CompletableFuture<>();
  private volatile Session session;
  private volatile long lastHeld;

  /** A copy about to be loaded, held by the registry, its loader and the first who waits. */
  ResidentModel(SessionKey key, Model model) {
    this.key = key;
    this.model = model;
    this.holders = new AtomicInteger(3);
  }

  /** Holds the copy, unless its last holder has let it go. */
  boolean tryHold() {
    int now;
    do {
      now = holders.get();
      if (now == 0) {
        return false;
      }
    } while (!holders.compareAndSet(now, now + 1));
    return true;
  }

  /** Lets the copy go and tells how many still hold it; who is told 0 must {@link #close()}. */
  int release(long nanos) {
    lastHeld = nanos;
    int left = holders.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException("model " + model.name() + " was let go too often");
    }
    return left;
  }

  /** Takes the registry's hold away if nobody else has one; who is told true must close. */
  boolean releaseIfIdle() {
    return holders.compareAndSet(1, 0);
  }

  /** Whether the registry alone holds it. A moment later it may be different. */
  boolean idle() {
    return holders.get() == 1;
  }

  boolean gone() {
    return holders.get() == 0;
  }

  /** When somebody last let it go. */
  long lastHeld() {
    return lastHeld;
  }

  /** The load is done; the waiters hear of it by {@link #announce()}. */
  void loaded(Session loaded) {
    session = loaded;
  }

  boolean wasLoaded() {
    return session != null;
  }

  void announce() {
    announced.complete(session);
  }

  void failed(Throwable cause) {
    announced.completeExceptionally(cause);
  }

  boolean loading() {
    return !announced.isDone();
  }

  /**
   * Waits for the load. Only a holder may call this.
   *
   * @throws InferenceInterruptedException if interrupted; the load goes on
   * @throws InferenceException if the load failed, with its cause as the cause
   */
  Session await() {
    try {
      return announced.get();
    } catch (InterruptedException e) {
      throw new InferenceInterruptedException(
          "model %s on %s".formatted(model.name(), key.device()));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new InferenceException(
          cause instanceof InferenceException
              ? cause.getMessage()
              : "Loading model %s on %s failed: %s".formatted(model.name(), key.device(), cause),
          cause);
    }
  }

  /** Frees the copy, if it was ever loaded. */
  void close() {
    if (session != null) {
      session.close();
    }
  }
}
