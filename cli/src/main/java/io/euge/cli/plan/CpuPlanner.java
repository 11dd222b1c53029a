package io.euge.cli.plan;

import io.euge.EugeException;
import java.util.Optional;

/**
 * Plans a cluster without GPUs: one task per core, in executors whose size limits the loss of one
 * crash. Values that are called assumptions are chosen conservatively.
 */
final class CpuPlanner {
  /** Maximum number of tasks per executor; a video that crashes its decoder ends all of them. */
  static final int MAX_TASKS = 8;

  /** Memory of a process outside its heap, for the JVM and its threads; an assumption. */
  static final long NATIVE = 768L << 20;

  private CpuPlanner() {}

  /**
   * Returns the plan with the most tasks that fit and, among these, with the fewest executors,
   * because each has a copy of the model.
   *
   * @throws EugeException if not even one task fits; the message has the calculation
   */
  static Plan of(Nodes nodes, ModelMemory model) {
    Optional<Plan> best = Optional.empty();
    for (int tasks = Math.min(MAX_TASKS, nodes.cores()); tasks > 0; tasks--) {
      Plan one = plan(nodes, model, 1, tasks);
      long room = (nodes.memory() - Planner.NODE) / (one.heap() + one.overhead());
      int executors = (int) Math.min(nodes.cores() / tasks, room);
      if (executors > 0 && executors * tasks > best.map(CpuPlanner::tasksOfNode).orElse(0)) {
        best = Optional.of(plan(nodes, model, executors, tasks));
      }
    }
    return best.orElseThrow(() -> PlanErrors.nodeTooSmall(plan(nodes, model, 1, 1)));
  }

  /** Returns whether more memory would allow more cores to be used. */
  static boolean isLimitedByMemory(Plan plan) {
    Nodes nodes = plan.nodes();
    Nodes unlimited = new Nodes(nodes.count(), 0, 0, nodes.cores(), Nodes.MAX_BYTES);
    return tasksOfNode(plan) < tasksOfNode(of(unlimited, plan.model()));
  }

  private static int tasksOfNode(Plan plan) {
    return plan.executorsPerNode() * plan.tasks();
  }

  private static Plan plan(Nodes nodes, ModelMemory model, int executors, int tasks) {
    long overhead =
        NATIVE + Planner.LOADING * model.file() + tasks * (Planner.DECODER + model.perFrame());
    return new Plan(
        nodes,
        model,
        Optional.empty(),
        executors,
        tasks,
        1,
        Planner.roundUp(Planner.HEAP + tasks * Planner.HEAP_PER_TASK),
        Planner.roundUp(overhead));
  }
}
