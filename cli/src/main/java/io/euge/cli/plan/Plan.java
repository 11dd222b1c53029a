package io.euge.cli.plan;

import io.euge.device.gpu.GpuShare;
import io.euge.device.mps.MemoryLimit;
import io.euge.device.mps.ThreadPercentage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What each executor of a cluster gets. An executor is one process, on one GPU where there are any;
 * its tasks share one copy of the model.
 *
 * @param gpu the executor's share of a GPU's memory; empty where the processors run the model
 * @param tasks of an executor at the same time, a core each
 * @param batch frames that run together, of all tasks of an executor
 * @param heap bytes of an executor's Java heap
 * @param overhead bytes of an executor's memory overhead, outside its heap
 */
record Plan(
    Nodes nodes,
    ModelMemory model,
    Optional<GpuShare> gpu,
    int executorsPerNode,
    int tasks,
    int batch,
    long heap,
    long overhead) {

  /** Returns whether GPUs run the model. */
  public boolean onGpus() {
    return gpu.isPresent();
  }

  /**
   * Returns an executor's share of a GPU's memory.
   *
   * @throws java.util.NoSuchElementException if there are no GPUs
   */
  public GpuShare share() {
    return gpu.orElseThrow();
  }

  /** Returns the executors on a GPU. */
  public int slots() {
    return share().slots();
  }

  /** Returns the memory of a node's host that all of its executors and the node itself take. */
  public long nodeNeed() {
    return executorsPerNode * (heap + overhead) + Planner.NODE;
  }

  /** Returns whether they fit a node. */
  public boolean fitsNode() {
    return nodeNeed() <= nodes.memory();
  }

  /** Returns the executors of the cluster. */
  public int executors() {
    return nodes.count() * executorsPerNode;
  }

  /** Returns whether processes share a GPU, so that MPS lets their kernels run at the same time. */
  public boolean shared() {
    return onGpus() && slots() > 1;
  }

  /** Returns the most memory that MPS lets a process take; empty where it has a GPU alone. */
  public Optional<MemoryLimit> memoryLimit() {
    return shared() ? Optional.of(MemoryLimit.atMost(share().process())) : Optional.empty();
  }

  /** Returns the bytes on a GPU that an executor may take for the model and its runs. */
  public long available() {
    return memoryLimit()
        .map(limit -> Math.min(limit.bytes() - share().context(), share().models()))
        .orElse(share().models());
  }

  /** Returns the bytes on a GPU that the model and a run of it take in an executor. */
  public long gpuNeed() {
    return Planner.gpuNeed(model, batch);
  }

  /**
   * Returns the most of a GPU's threads that a process may use under MPS: 100 / (0.5 n) for n
   * processes, which NVIDIA's guide to MPS suggests, and 100 at most; in tenths, rounded down.
   */
  public ThreadPercentage threadPercentage() {
    BigDecimal most = BigDecimal.valueOf(100);
    BigDecimal part =
        BigDecimal.valueOf(200).divide(BigDecimal.valueOf(slots()), 1, RoundingMode.DOWN);
    return new ThreadPercentage(part.min(most));
  }

  /**
   * Returns the part of an executor's one address that a task takes: so many tasks fit it and no
   * more. Spark counts {@code floor(1 / amount)} tasks.
   */
  public BigDecimal taskAmount() {
    return BigDecimal.ONE
        .divide(BigDecimal.valueOf(tasks), 6, RoundingMode.DOWN)
        .stripTrailingZeros();
  }
}
