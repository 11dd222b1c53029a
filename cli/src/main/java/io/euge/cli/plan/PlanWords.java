package io.euge.cli.plan;

import io.euge.device.gpu.GpuShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How each number of a plan came about. */
final class PlanWords {
  private PlanWords() {}

  /** One number: its name, its value, and the sum or the reason behind it. */
  record Line(String what, String value, String why) {}

  static List<Line> of(Plan plan, PlanArguments arguments) {
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
            "tasks of each",
            plan.tasks() + "",
            "%d cores%s / %d executors of a node, a core each%s"
                .formatted(
                    plan.nodes().cores(),
                    assumed(arguments.coresAssumed()),
                    plan.executorsPerNode(),
                    plan.tasks() < plan.nodes().cores() / plan.executorsPerNode()
                        ? ", and no more for want of memory"
                        : "")));
    lines.add(
        new Line(
            "frames of a run",
            plan.batch() + "",
            "of all tasks together; a task hands over %d at once".formatted(plan.framesPerTask())));
    gpu(lines, plan, arguments);
    host(lines, plan, arguments);
    return lines;
  }

  private static void gpu(List<Line> lines, Plan plan, PlanArguments arguments) {
    GpuShare share = plan.share();
    ModelNeed model = plan.model();
    lines.add(
        new Line(
            "GPU memory",
            mebibytes(share.process()),
            "of each process: (%s - %s kept free) / %d%s"
                .formatted(
                    mebibytes(share.total()),
                    mebibytes(share.reserve()),
                    share.slots(),
                    plan.memoryLimit()
                        .filter(any -> PlanSettings.limited(plan, arguments))
                        .map(limit -> "; MPS limits it to " + limit + ", in whole G")
                        .orElse(""))));
    lines.add(
        new Line(
            "  needed",
            mebibytes(share.context() + plan.gpuNeed()),
            "%s CUDA's own (assumed) + %s model %s + %s workspaces (assumed) + %d x %s a frame (%s)"
                .formatted(
                    mebibytes(share.context()),
                    mebibytes(model.resident()),
                    model.name(),
                    mebibytes(Planner.WORKSPACE),
                    plan.batch(),
                    mebibytes(model.perFrame()),
                    model.activations().isPresent()
                        ? "from the graph's tensors"
                        : "assumed: the file does not give its tensors' shapes")));
    lines.add(mps(plan, arguments));
  }

  private static Line mps(Plan plan, PlanArguments arguments) {
    if (!plan.shared()) {
      return new Line("MPS", "off", "each GPU has one process");
    }
    if (arguments.mps().equals("off")) {
      return new Line("MPS", "off", "as --mps says: the processes of a GPU take turns");
    }
    if (!PlanSettings.limited(plan, arguments)) {
      return new Line(
          "MPS", arguments.mps(), "NVIDIA's device plugin divides memory and threads evenly");
    }
    return new Line(
        "GPU threads",
        plan.threadPercentage() + " %",
        "the most for each process under MPS: 100 / (0.5 x %d), at most 100"
            .formatted(plan.slots()));
  }

  private static void host(List<Line> lines, Plan plan, PlanArguments arguments) {
    lines.add(
        new Line(
            "heap",
            mebibytes(plan.heap()),
            "%s + %d x %s a task"
                .formatted(
                    mebibytes(Planner.HEAP), plan.tasks(), mebibytes(Planner.HEAP_PER_TASK))));
    lines.add(
        new Line(
            "beside the heap",
            mebibytes(plan.overhead()),
            "%s JVM and CUDA (assumed) + 3 x %s graph while it loads + %d x %s decoders (assumed) + buffers"
                .formatted(
                    mebibytes(Planner.NATIVE),
                    mebibytes(plan.model().file()),
                    plan.tasks(),
                    mebibytes(Planner.DECODER))));
    lines.add(
        new Line(
            "node memory",
            mebibytes(plan.executorsPerNode() * (plan.heap() + plan.overhead()) + Planner.NODE),
            "%d executors + %s for the node, of %s%s"
                .formatted(
                    plan.executorsPerNode(),
                    mebibytes(Planner.NODE),
                    mebibytes(plan.nodes().memory()),
                    assumed(arguments.memoryAssumed()))));
  }

  private static String assumed(boolean is) {
    return is ? " (assumed)" : "";
  }

  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%d MiB", (bytes + (1L << 20) - 1) >> 20);
  }
}
