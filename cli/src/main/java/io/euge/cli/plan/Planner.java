package io.euge.cli.plan;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.device.gpu.GpuShare;
import io.euge.device.gpu.GpuSlot;
import io.euge.device.mps.MemoryLimit;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Divides a cluster by its GPUs. Where the user leaves the number of processes on a GPU open, it is
 * the largest up to {@link #MAX_SLOTS} for which each gets {@link #MIN_TASKS} cores or more, memory
 * for whole batches, and all its tasks fit the node. Numbers that are called assumptions were not
 * measured; they are chosen large.
 */
final class Planner {
  /** The most processes on a GPU: each costs a context and a copy of the model. */
  private static final int MAX_SLOTS = 4;

  /** One task decodes while another waits for the GPU. */
  private static final int MIN_TASKS = 2;

  /** The most frames of a run, as the batcher's own default. */
  private static final int BATCH = 8;

  /** Workspaces of cuDNN's convolutions and what the allocator keeps in reserve: an assumption. */
  static final long WORKSPACE = 256L << 20;

  /** An executor's heap without its tasks. */
  static final long HEAP = 1L << 30;

  /** A task's part of the heap. */
  static final long HEAP_PER_TASK = 128L << 20;

  /** A process beside its heap: the JVM's own memory and the host's side of CUDA: an assumption. */
  static final long NATIVE = 1536L << 20;

  /** A task's decoder, with the reference frames of a video in 4K: an assumption. */
  static final long DECODER = 192L << 20;

  /** Buffers of a task: one batch runs and two are decoded ahead. */
  private static final int BUFFERS = 3;

  /** Loading holds three times the graph file, as was measured on the processor. */
  static final int LOADING = 3;

  /** A node's own: the operating system, and the daemons of the cluster. */
  static final long NODE = 2L << 30;

  private static final long STEP = 64L << 20;

  private final Nodes nodes;
  private final ModelMemory model;

  private Planner(Nodes nodes, ModelMemory model) {
    this.nodes = nodes;
    this.model = model;
  }

  /**
   * Returns the plan of a cluster for a model.
   *
   * @param slots processes on each GPU; empty to choose them
   * @throws EugeException with the sum if it cannot fit
   * @throws OptionException if the slots are no number of slots
   */
  static Plan of(Nodes nodes, ModelMemory model, OptionalInt slots) {
    slots.ifPresent(GpuSlot::requireCount);
    Planner planner = new Planner(nodes, model);
    if (slots.isEmpty()) {
      for (int count = MAX_SLOTS; count > 1; count--) {
        Optional<Plan> plan = planner.withFullBatches(count);
        if (plan.isPresent()) {
          return plan.get();
        }
      }
    }
    return planner.reduced(slots.orElse(1));
  }

  /** Returns the bytes on a GPU for the model, the workspaces and one run of a batch. */
  static long gpuNeed(ModelMemory model, int batch) {
    return model.resident() + WORKSPACE + batch * model.perFrame();
  }

  /** Returns the bytes of a GPU that nobody takes. */
  static long reserve(Nodes nodes) {
    return (long) (nodes.gpuMemory() * GpuShare.RESERVE);
  }

  /** Returns the bytes of a GPU that a process gets. */
  static long processMemory(Nodes nodes, int slots) {
    return (nodes.gpuMemory() - reserve(nodes)) / slots;
  }

  /** Returns the plan if each process can have full batches and its least number of tasks. */
  private Optional<Plan> withFullBatches(int slots) {
    if (nodes.cores() < nodes.gpus() * slots * MIN_TASKS || tooSmallForContext(slots)) {
      return Optional.empty();
    }
    Plan least = plan(slots, MIN_TASKS, BATCH);
    return fitsGpu(least) && least.fitsNode()
        ? Optional.of(withMostTasks(slots, BATCH))
        : Optional.empty();
  }

  /** Returns the plan, if need be with smaller batches and a single task. */
  private Plan reduced(int slots) {
    if (nodes.cores() < nodes.gpus() * slots) {
      throw PlanErrors.tooFewCores(nodes, slots);
    }
    if (tooSmallForContext(slots)) {
      throw PlanErrors.noMemoryBesideContext(nodes, slots);
    }
    int batch = BATCH;
    while (batch > 1 && !fitsGpu(plan(slots, 1, batch))) {
      batch /= 2;
    }
    Plan least = plan(slots, 1, batch);
    if (!fitsGpu(least)) {
      throw PlanErrors.gpuTooSmall(least);
    }
    if (!least.fitsNode()) {
      throw PlanErrors.nodeTooSmall(least);
    }
    return withMostTasks(slots, batch);
  }

  private Plan withMostTasks(int slots, int batch) {
    int tasks = nodes.cores() / (nodes.gpus() * slots);
    while (!plan(slots, tasks, batch).fitsNode()) {
      tasks--;
    }
    return plan(slots, tasks, batch);
  }

  private boolean tooSmallForContext(int slots) {
    long process = processMemory(nodes, slots);
    if (process < 1L << 20) {
      return true;
    }
    long limit = slots > 1 ? MemoryLimit.atMost(process).bytes() : process;
    return limit <= GpuShare.CONTEXT;
  }

  private Plan plan(int slots, int tasks, int batch) {
    GpuShare share = GpuShare.of(nodes.gpuMemory(), slots);
    long buffers = model.buffers() * BUFFERS * batch;
    long overhead = NATIVE + LOADING * model.file() + tasks * (DECODER + buffers);
    return new Plan(
        nodes,
        model,
        Optional.of(share),
        nodes.gpus() * slots,
        tasks,
        batch,
        roundUp(HEAP + tasks * HEAP_PER_TASK),
        roundUp(overhead));
  }

  private static boolean fitsGpu(Plan plan) {
    return plan.gpuNeed() <= plan.available();
  }

  static long roundUp(long bytes) {
    return (bytes + STEP - 1) / STEP * STEP;
  }
}
