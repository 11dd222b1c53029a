package io.euge.inference;

import java.io.Serializable;

/**
 * Options of a session. Leases share a session only if their options are equal.
 *
 * @param engine the engine that runs the model on the CPU
 * @param precision the precision on the CPU
 * @param intraOpThreads threads of one run on the CPU: cores divided by concurrent tasks
 * @param concurrentRuns the number of concurrent runs that an engine prepares for, if it has to;
 *     further runs wait
 * @param compiled whether sessions on the CPU use the host's cache of compiled models, if the
 *     engine has one; the results are identical to the bit
 * @param batching when frames of different callers run in one batch
 */
public record EngineOptions(
    EngineType engine,
    Precision precision,
    int intraOpThreads,
    int concurrentRuns,
    boolean compiled,
    Batching batching)
    implements Serializable {
  /** ONNX Runtime with one thread per run, compiled models, and batches on accelerators. */
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
