package io.euge.inference;

import java.io.Serializable;

/**
 * How a session is loaded. Two leases share a session only if these are equal.
 *
 * @param engine what runs the model where the device is the processor
 * @param precision what the processor computes in
 * @param intraOpThreads threads that one run on the processor may use; on a processor shared by
 *     tasks, cores divided by tasks
 * @param concurrentRuns runs at once that an engine prepares for, if it has to; more wait for their
 *     turn
 * @param compiled whether the processor's sessions come from the host's cache of compiled models,
 *     if the engine has one; results are the same to the bit
 * @param batching when frames of different callers are run together
 */
public record EngineOptions(
    EngineType engine,
    Precision precision,
    int intraOpThreads,
    int concurrentRuns,
    boolean compiled,
    Batching batching)
    implements Serializable {
  /** ONNX Runtime, one thread a run, compiled, batching on accelerators. */
  public static final EngineOptions DEFAULT =
      new EngineOptions(EngineType.ONNXRUNTIME, Precision.F32, 1, 1, true, Batching.DEFAULT);

  public EngineOptions {
    if (intraOpThreads < 1) {
      throw new IllegalArgumentException("a run needs a thread, not " + intraOpThreads);
    }
    if (concurrentRuns < 1) {
      throw new IllegalArgumentException("a session runs at least once, not " + concurrentRuns);
    }
  }

  public EngineOptions withEngine(EngineType type, Precision newPrecision) {
    return new EngineOptions(
        type, newPrecision, intraOpThreads, concurrentRuns, compiled, batching);
  }

  public EngineOptions withIntraOpThreads(int threads) {
    return new EngineOptions(engine, precision, threads, concurrentRuns, compiled, batching);
  }

  public EngineOptions withConcurrentRuns(int runs) {
    return new EngineOptions(engine, precision, intraOpThreads, runs, compiled, batching);
  }

  public EngineOptions withCompiled(boolean fromCache) {
    return new EngineOptions(
        engine, precision, intraOpThreads, concurrentRuns, fromCache, batching);
  }

  public EngineOptions withBatching(Batching newBatching) {
    return new EngineOptions(
        engine, precision, intraOpThreads, concurrentRuns, compiled, newBatching);
  }
}
