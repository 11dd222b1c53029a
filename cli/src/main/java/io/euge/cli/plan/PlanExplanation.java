package io.euge.cli.plan;

import io.euge.ByteSize;
import io.euge.Quantity;
import io.euge.device.gpu.GpuShare;
import java.util.ArrayList;
import java.util.List;

/** Explains how each value of a plan was computed. */
final class PlanExplanation {
  private PlanExplanation() {}

  /**
   * One value.
   *
   * @param reason the calculation or the rule
   */
  record Line(String name, String value, String reason) {}

  /** Returns the values in the order of their dependencies. */
  static List<Line> of(Plan plan, ClusterArguments arguments) {
    if (!plan.onGpus()) {
      return withoutGpus(plan);
    }
    List<Line> lines = new ArrayList<>();
    int gpus = plan.nodes().gpus();
    lines.add(
        new Line(
            "executors",
            plan.executors() + "",
            "%s x %s x %d on each GPU"
                .formatted(
                    Quantity.of(plan.nodes().count(), "node"),
                    Quantity.of(gpus, "GPU"),
                    plan.slots())));
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
            "%s%s / %s of a node, a core each%s"
                .formatted(
                    Quantity.of(plan.nodes().cores(), "core"),
                    assumed(arguments.coresAssumed()),
                    Quantity.of(plan.executorsPerNode(), "executor"),
                    plan.tasks() < plan.nodes().cores() / plan.executorsPerNode()
                        ? ", limited by memory"
                        : "")));
    lines.add(
        new Line(
            "batch size",
            plan.batch() + "",
            "of one task or several tasks; a task submits as many at once"));
    gpu(lines, plan, arguments);
    host(lines, plan, arguments);
    return lines;
  }

  private static List<Line> withoutGpus(Plan plan) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            "executors",
            plan.executors() + "",
            "%s x %d on each"
                .formatted(Quantity.of(plan.nodes().count(), "node"), plan.executorsPerNode())));
    int used = plan.executorsPerNode() * plan.tasks();
    lines.add(
        new Line(
            "tasks per executor",
            plan.tasks() + "",
            "a core each, %d of %s of a node; at most %d, all of which a crash ends%s"
                .formatted(
                    used,
                    Quantity.of(plan.nodes().cores(), "core"),
                    CpuPlanner.MAX_TASKS,
                    CpuPlanner.isLimitedByMemory(plan) ? "; limited by memory" : "")));
    lines.add(new Line("batch size", plan.batch() + "", "each task runs its frames one by one"));
    lines.add(heap(plan));
    lines.add(
        new Line(
            "memory overhead",
            ByteSize.wholeMib(plan.overhead()),
            "%s JVM (assumed) + 3 x %s graph while it loads + %d x (%s decoder (assumed) + %s a frame (%s))"
                .formatted(
                    ByteSize.wholeMib(CpuPlanner.NATIVE),
                    ByteSize.wholeMib(plan.model().file()),
                    plan.tasks(),
                    ByteSize.wholeMib(Planner.DECODER),
                    ByteSize.wholeMib(plan.model().perFrame()),
                    activations(plan.model()))));
    lines.add(nodeMemory(plan, ""));
    return lines;
  }

  private static String activations(ModelMemory model) {
    return model.activations().isPresent()
        ? "from the graph's tensors"
        : "assumed: the file does not give its tensors' shapes";
  }

  private static void gpu(List<Line> lines, Plan plan, ClusterArguments arguments) {
    GpuShare share = plan.share();
    ModelMemory model = plan.model();
    CudaMemory cuda = plan.nodes().cuda();
    boolean known = cuda.activation().isPresent();
    String mark = known ? "" : " (" + cuda.source() + ")";
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
            "%s CUDA's own%s + %s model %s + %s workspaces%s + %d x %s a frame (%s)%s"
                .formatted(
                    ByteSize.wholeMib(share.context()),
                    mark,
                    ByteSize.wholeMib(cuda.weights(model)),
                    model.name(),
                    ByteSize.wholeMib(cuda.workspace()),
                    mark,
                    plan.batch(),
                    ByteSize.wholeMib(cuda.perFrame(model)),
                    known ? "for its input of " + model.input() + " bytes" : activations(model),
                    known ? "; " + cuda.source() : "")));
    lines.add(mps(plan, arguments));
  }

  private static Line mps(Plan plan, ClusterArguments arguments) {
    if (!plan.shared()) {
      return new Line("MPS", "off", "each GPU has one process");
    }
    if (arguments.mps().equals("off")) {
      return new Line("MPS", "off", "as --mps states: the processes of a GPU take turns");
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
    lines.add(heap(plan));
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
    lines.add(nodeMemory(plan, assumed(arguments.memoryAssumed())));
  }

  private static Line heap(Plan plan) {
    return new Line(
        "heap",
        ByteSize.wholeMib(plan.heap()),
        "%s + %d x %s a task"
            .formatted(
                ByteSize.wholeMib(Planner.HEAP),
                plan.tasks(),
                ByteSize.wholeMib(Planner.HEAP_PER_TASK)));
  }

  private static Line nodeMemory(Plan plan, String assumed) {
    return new Line(
        "node memory",
        ByteSize.wholeMib(plan.nodeNeed()),
        "%d %s + %s for the node, of %s%s"
            .formatted(
                plan.executorsPerNode(),
                plan.executorsPerNode() == 1 ? "executor" : "executors",
                ByteSize.wholeMib(Planner.NODE),
                ByteSize.wholeMib(plan.nodes().memory()),
                assumed));
  }

  private static String assumed(boolean is) {
    return is ? " (assumed)" : "";
  }
}
