package io.euge.cli.plan;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.device.gpu.GpuShare;
import io.euge.device.gpu.GpuSlot;
import io.euge.device.mps.MemoryLimit;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Plans a cluster with GPUs. If the number of processes per GPU is not given, it is the largest
 * number up to {@link #MAX_SLOTS} for which each process has at least {@link #MIN_TASKS} cores and
 * memory for full batches, and all tasks fit the machine. Values that are called assumptions were
 * not measured; they are chosen conservatively.
 */
final class Planner {
  /** Maximum number of processes per GPU; each needs a context and a copy of the model. */
  private static final int MAX_SLOTS = 4;

  /** With two tasks, one decodes while the other waits for the GPU. */
  private static final int MIN_TASKS = 2;

  /** Maximum batch size, the default of the batcher. */
  private static final int BATCH = 8;

  /** The heap of an executor without its tasks. */
  static final long HEAP = 1L << 30;

  /** The heap per task. */
  static final long HEAP_PER_TASK = 128L << 20;

  /** Memory of a process outside its heap, for the JVM and the host side of CUDA; an assumption. */
  static final long NATIVE = 1536L << 20;

  /** Memory of a task's decoder with the reference frames of a 4K video; an assumption. */
  static final long DECODER = 192L << 20;

  /** Buffers of a task: one batch is running and two are decoded ahead. */
  private static final int BUFFERS = 3;

  /** Loading needs three times the size of the graph file, as measured on the CPU. */
  static final int LOADING = 3;

  /** Memory of a machine's operating system and cluster daemons. */
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
   * @param slots processes per GPU; empty to choose the number
   * @throws EugeException if it does not fit; the message has the calculation
   * @throws OptionException if {@code slots} is invalid
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

  /** Returns the bytes of a GPU that are not assigned to any process. */
  static long reserve(Nodes nodes) {
    return (long) (nodes.gpuMemory() * GpuShare.RESERVE);
  }

  /** Returns the bytes of a GPU per process. */
  static long processMemory(Nodes nodes, int slots) {
    return (nodes.gpuMemory() - reserve(nodes)) / slots;
  }

  /** Returns the plan if each process can have full batches and the minimum number of tasks. */
  private Optional<Plan> withFullBatches(int slots) {
    if (nodes.cores() < nodes.gpus() * slots * MIN_TASKS || tooSmallForContext(slots)) {
      return Optional.empty();
    }
    Plan least = plan(slots, MIN_TASKS, BATCH);
    return fitsGpu(least) && least.fitsNode()
        ? Optional.of(withMostTasks(slots, BATCH))
        : Optional.empty();
  }

  /** Returns the plan, if necessary with smaller batches and a single task. */
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
    return limit <= nodes.cuda().context();
  }

  private Plan plan(int slots, int tasks, int batch) {
    GpuShare share = new GpuShare(nodes.gpuMemory(), slots, reserve(nodes), nodes.cuda().context());
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
