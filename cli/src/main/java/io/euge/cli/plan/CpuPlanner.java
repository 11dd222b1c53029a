package io.euge.cli.plan;

import io.euge.EugeException;
import java.util.Optional;

/**
 * Divides a cluster without GPUs: a task for each core, in executors of a size that one crash may
 * cost. Numbers that are called assumptions are chosen large.
 */
final class CpuPlanner {
  /** The most tasks of an executor: a video that crashes its decoder ends all of them. */
  static final int MAX_TASKS = 8;

  /** A process beside its heap: the JVM's own memory and that of its threads: an assumption. */
  static final long NATIVE = 768L << 20;

  private CpuPlanner() {}

  /**
   * Returns the plan with the most tasks that fit, and of these the one with the fewest executors:
   * each has a copy of the model.
   *
   * @throws EugeException with the sum if not even one task fits
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

  /** Returns whether more memory would let more cores work. */
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
