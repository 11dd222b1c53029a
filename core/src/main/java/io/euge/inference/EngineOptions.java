package io.euge.inference;

import java.io.Serializable;

/**
 * How a session is loaded. Two leases share a session only if these are equal.
 *
 * @param intraOpThreads threads that one run on the processor may use; on a processor shared by
 *     tasks, cores divided by tasks
 * @param compiled whether the processor's sessions come from the host's cache of compiled models,
 *     if the engine has one; results are the same to the bit
 * @param batching when frames of different callers are run together
 */
public record EngineOptions(int intraOpThreads, boolean compiled, Batching batching)
    implements Serializable {
  /** One thread a run, compiled, batching on accelerators. */
  public static final EngineOptions DEFAULT = new EngineOptions(1, true, Batching.DEFAULT);

  public EngineOptions {
    if (intraOpThreads < 1) {
      throw new IllegalArgumentException("a run needs a thread, not " + intraOpThreads);
    }
  }

  public EngineOptions withIntraOpThreads(int threads) {
    return new EngineOptions(threads, compiled, batching);
  }

  public EngineOptions withCompiled(boolean fromCache) {
    return new EngineOptions(intraOpThreads, fromCache, batching);
  }

  public EngineOptions withBatching(Batching newBatching) {
    return new EngineOptions(intraOpThreads, compiled, newBatching);
  }
}
