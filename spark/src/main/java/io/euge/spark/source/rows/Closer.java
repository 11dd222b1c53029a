package io.euge.spark.source.rows;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes the resources of a task in the reverse order of their opening. Keeps every failure. */
public final class Closer implements AutoCloseable {
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  /** Registers a resource to be closed with this, and returns it. */
  public <T extends AutoCloseable> T register(T resource) {
    resources.push(resource);
    return resource;
  }

  /** Closes all resources. Closing twice is harmless. */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Throwable e) {
        if (failure == null) {
          failure = new IllegalStateException("Closing a task's resources failed", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
