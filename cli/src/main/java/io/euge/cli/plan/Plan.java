package io.euge.cli.plan;

import io.euge.device.gpu.GpuShare;
import io.euge.device.mps.MemoryLimit;
import io.euge.device.mps.ThreadPercentage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The resources of each executor of a cluster. An executor is one process, on one GPU if there are
 * GPUs; its tasks share one copy of the model.
 *
 * @param gpu the executor's share of a GPU's memory; empty if CPUs run the model
 * @param tasks number of concurrent tasks per executor, one core each
 * @param batch maximum batch size over all tasks of an executor
 * @param heap Java heap of an executor in bytes
 * @param overhead memory overhead of an executor outside its heap, in bytes
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

  /** Returns the number of executors per GPU. */
  public int slots() {
    return share().slots();
  }

  /** Returns the memory of a machine that all of its executors and its system use, in bytes. */
  public long nodeNeed() {
    return executorsPerNode * (heap + overhead) + Planner.NODE;
  }

  /** Returns whether this memory fits a machine. */
  public boolean fitsNode() {
    return nodeNeed() <= nodes.memory();
  }

  /** Returns the number of executors of the cluster. */
  public int executors() {
    return nodes.count() * executorsPerNode;
  }

  /**
   * Returns whether several processes share a GPU, so that MPS can run their kernels concurrently.
   */
  public boolean shared() {
    return onGpus() && slots() > 1;
  }

  /** Returns the memory limit per process under MPS; empty if a process has a GPU for itself. */
  public Optional<MemoryLimit> memoryLimit() {
    return shared() ? Optional.of(MemoryLimit.atMost(share().process())) : Optional.empty();
  }

  /** Returns the bytes on a GPU that an executor may use for the model and its runs. */
  public long available() {
    return memoryLimit()
        .map(limit -> Math.min(limit.bytes() - share().context(), share().models()))
        .orElse(share().models());
  }

  /** Returns the bytes on a GPU that the model and one run use in an executor. */
  public long gpuNeed() {
    return nodes.cuda().need(model, batch);
  }

  /**
   * Returns the percentage of a GPU's threads that a process may use under MPS: 100 / (0.5 n) for n
   * processes, as recommended in NVIDIA's MPS guide, and at most 100; rounded down to tenths.
   */
  public ThreadPercentage threadPercentage() {
    BigDecimal most = BigDecimal.valueOf(100);
    BigDecimal part =
        BigDecimal.valueOf(200).divide(BigDecimal.valueOf(slots()), 1, RoundingMode.DOWN);
    return new ThreadPercentage(part.min(most));
  }

  /**
   * Returns the fraction of an executor's GPU resource per task, so that exactly {@link #tasks}
   * tasks fit. Spark computes {@code floor(1 / amount)} tasks.
   */
  public BigDecimal taskAmount() {
    return BigDecimal.ONE
        .divide(BigDecimal.valueOf(tasks), 6, RoundingMode.DOWN)
        .stripTrailingZeros();
  }
}
