package io.euge.simulation;

import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.simulation.SimulatedEngine.ModelOnGpu;
import java.util.ArrayList;
import java.util.List;

/**
 * A model on a simulated GPU. Buffers of runs are allocated from an arena that grows to the maximum
 * that concurrent runs have needed and never shrinks, as in ONNX Runtime.
 */
final class SimulatedSession implements Session {
  final ModelOnGpu place;
  private final Session processor;
  private final List<Long> arena = new ArrayList<>();
  private long arenaBytes;
  private long inUse;

  /** Takes ownership of the CPU engine's session. */
  SimulatedSession(ModelOnGpu place, Session processor) {
    this.place = place;
    this.processor = processor;
  }

  @Override
  public Workspace workspace(int capacity) {
    return new SimulatedWorkspace(this, processor.workspace(capacity));
  }

  @Override
  public Workspace spare(int capacity) {
    return new SimulatedWorkspace(this, processor.spare(capacity));
  }

  @Override
  public long bytes() {
    return place.bytes();
  }

  /**
   * Reserves buffers for a run.
   *
   * @throws OutOfGpuMemory if the arena must grow and the GPU has too little free memory
   */
  synchronized void reserve(long bytes) {
    long missing = inUse + bytes - arenaBytes;
    if (missing > 0) {
      try {
        arena.add(place.gpu().allocate("buffers of " + place.model().name(), missing));
      } catch (OutOfGpuMemory e) {
        throw SimulatedEngine.refusal("run", place.model(), place.device(), e);
      }
      arenaBytes += missing;
    }
    inUse += bytes;
  }

  synchronized void release(long bytes) {
    inUse -= bytes;
  }

  @Override
  public void close() {
    try {
      processor.close();
    } finally {
      synchronized (this) {
        arena.forEach(place.gpu()::free);
        arena.clear();
        arenaBytes = 0;
      }
      place.gpu().free(place.part());
    }
  }
}
