package io.euge.cli.plan;

import io.euge.ByteSize;
import io.euge.device.gpu.GpuShare;
import java.util.ArrayList;
import java.util.List;

/** Explains how each number of a plan was computed. */
final class PlanExplanation {
  private PlanExplanation() {}

  /**
   * One number.
   *
   * @param reason the sum that gave it, or the rule
   */
  record Line(String name, String value, String reason) {}

  /** Returns the numbers in the order in which they depend on each other. */
  static List<Line> of(Plan plan, ClusterArguments arguments) {
    List<Line> lines = new ArrayList<>();
    int gpus = plan.nodes().gpus();
    lines.add(
        new Line(
            "executors",
            plan.executors() + "",
            "%d nodes x %d GPUs x %d on each GPU"
                .formatted(plan.nodes().count(), gpus, plan.slots())));
    lines.add(
        new Line(
            "on each GPU",
            plan.slots() + "",
            !arguments.slotsChosen()
                ? "as --slots says"
                : plan.shared()
                    ? "up to 4, as long as each has 2 cores and memory for batches of 8"
                    : "more would not each have 2 cores and memory for batches of 8"));
    lines.add(
        new Line(
            "tasks per executor",
            plan.tasks() + "",
            "%d cores%s / %d executors of a node, a core each%s"
                .formatted(
                    plan.nodes().cores(),
                    assumed(arguments.coresAssumed()),
                    plan.executorsPerNode(),
                    plan.tasks() < plan.nodes().cores() / plan.executorsPerNode()
                        ? ", limited by memory"
                        : "")));
    lines.add(
        new Line(
            "batch size",
            plan.batch() + "",
            "of all tasks together; a task hands over %d at once".formatted(plan.framesPerTask())));
    gpu(lines, plan, arguments);
    host(lines, plan, arguments);
    return lines;
  }

  private static void gpu(List<Line> lines, Plan plan, ClusterArguments arguments) {
    GpuShare share = plan.share();
    ModelMemory model = plan.model();
    lines.add(
        new Line(
            "GPU memory",
            ByteSize.wholeMib(share.process()),
            "of each process: (%s - %s kept free) / %d%s"
                .formatted(
                    ByteSize.wholeMib(share.total()),
                    ByteSize.wholeMib(share.reserve()),
                    share.slots(),
                    plan.memoryLimit()
                        .filter(any -> PlanSettings.limitedByMps(plan, arguments))
                        .map(limit -> "; MPS limits it to " + limit + ", in whole G")
                        .orElse(""))));
    lines.add(
        new Line(
            "  needed",
            ByteSize.wholeMib(share.context() + plan.gpuNeed()),
            "%s CUDA's own (assumed) + %s model %s + %s workspaces (assumed) + %d x %s a frame (%s)"
                .formatted(
                    ByteSize.wholeMib(share.context()),
                    ByteSize.wholeMib(model.resident()),
                    model.name(),
                    ByteSize.wholeMib(Planner.WORKSPACE),
                    plan.batch(),
                    ByteSize.wholeMib(model.perFrame()),
                    model.activations().isPresent()
                        ? "from the graph's tensors"
                        : "assumed: the file does not give its tensors' shapes")));
    lines.add(mps(plan, arguments));
  }

  private static Line mps(Plan plan, ClusterArguments arguments) {
    if (!plan.shared()) {
      return new Line("MPS", "off", "each GPU has one process");
    }
    if (arguments.mps().equals("off")) {
      return new Line("MPS", "off", "as --mps says: the processes of a GPU take turns");
    }
    if (!PlanSettings.limitedByMps(plan, arguments)) {
      return new Line(
          "MPS", arguments.mps(), "NVIDIA's device plugin divides memory and threads evenly");
    }
    return new Line(
        "GPU threads",
        plan.threadPercentage() + " %",
        "the most for each process under MPS: 100 / (0.5 x %d), at most 100"
            .formatted(plan.slots()));
  }

  private static void host(List<Line> lines, Plan plan, ClusterArguments arguments) {
    lines.add(
        new Line(
            "heap",
            ByteSize.wholeMib(plan.heap()),
            "%s + %d x %s a task"
                .formatted(
                    ByteSize.wholeMib(Planner.HEAP),
                    plan.tasks(),
                    ByteSize.wholeMib(Planner.HEAP_PER_TASK))));
    lines.add(
        new Line(
            "memory overhead",
            ByteSize.wholeMib(plan.overhead()),
            "%s JVM and CUDA (assumed) + 3 x %s graph while it loads + %d x %s decoders (assumed) + buffers"
                .formatted(
                    ByteSize.wholeMib(Planner.NATIVE),
                    ByteSize.wholeMib(plan.model().file()),
                    plan.tasks(),
                    ByteSize.wholeMib(Planner.DECODER))));
    lines.add(
        new Line(
            "node memory",
            ByteSize.wholeMib(
                plan.executorsPerNode() * (plan.heap() + plan.overhead()) + Planner.NODE),
            "%d executors + %s for the node, of %s%s"
                .formatted(
                    plan.executorsPerNode(),
                    ByteSize.wholeMib(Planner.NODE),
                    ByteSize.wholeMib(plan.nodes().memory()),
                    assumed(arguments.memoryAssumed()))));
  }

  private static String assumed(boolean is) {
    return is ? " (assumed)" : "";
  }
}
