package io.euge.cli.plan;

import io.euge.ByteSize;
import io.euge.EugeException;
import io.euge.Quantity;

/** Creates the errors for clusters that cannot run the model; each message has the calculation. */
final class PlanErrors {
  private PlanErrors() {}

  static EugeException tooFewCores(Nodes nodes, int slots) {
    return new EugeException(
        "%d GPUs with %d processes each need %d cores of a node, one for each process, and it has %d: %s"
            .formatted(
                nodes.gpus(),
                slots,
                nodes.gpus() * slots,
                nodes.cores(),
                slots > 1 ? "use fewer slots or more cores" : "use more cores or fewer GPUs"));
  }

  static EugeException noMemoryBesideContext(Nodes nodes, int slots) {
    return new EugeException(
        "A GPU of %d MiB has no memory for a model: each of %d processes gets (%d - %d) / %d = %d MiB, and CUDA itself takes %d MiB of it; %s"
            .formatted(
                ByteSize.mebibytes(nodes.gpuMemory()),
                slots,
                ByteSize.mebibytes(nodes.gpuMemory()),
                ByteSize.mebibytes(Planner.reserve(nodes)),
                slots,
                ByteSize.mebibytes(Planner.processMemory(nodes, slots)),
                ByteSize.mebibytes(nodes.cuda().context()),
                remedy(slots)));
  }

  static EugeException gpuTooSmall(Plan plan) {
    ModelMemory model = plan.model();
    CudaMemory cuda = plan.nodes().cuda();
    return new EugeException(
        "Model %s does not fit %d times on a GPU of %d MiB: each process may take %d MiB besides CUDA's own %d MiB, and needs %d MiB for the model + %d MiB for workspaces + %d MiB for one frame = %d MiB; %s"
            .formatted(
                model.name(),
                plan.slots(),
                ByteSize.mebibytes(plan.nodes().gpuMemory()),
                ByteSize.mebibytes(plan.available()),
                ByteSize.mebibytes(plan.share().context()),
                ByteSize.mebibytes(cuda.weights(model)),
                ByteSize.mebibytes(cuda.workspace()),
                ByteSize.mebibytes(cuda.perFrame(model)),
                ByteSize.mebibytes(plan.gpuNeed()),
                remedy(plan.slots())));
  }

  static EugeException nodeTooSmall(Plan plan) {
    return new EugeException(
        "A node of %d MiB cannot hold %s for model %s: each takes a heap of %d MiB and %d MiB of memory overhead, and with %d MiB for the node itself that is %d MiB; %s"
            .formatted(
                ByteSize.mebibytes(plan.nodes().memory()),
                plan.executorsPerNode() == 1
                    ? "an executor"
                    : Quantity.of(plan.executorsPerNode(), "executor"),
                plan.model().name(),
                ByteSize.mebibytes(plan.heap()),
                ByteSize.mebibytes(plan.overhead()),
                ByteSize.mebibytes(Planner.NODE),
                ByteSize.mebibytes(plan.nodeNeed()),
                nodeRemedy(plan)));
  }

  private static String nodeRemedy(Plan plan) {
    if (!plan.onGpus()) {
      return "use nodes with more memory";
    }
    return plan.shared()
        ? "use fewer slots, or nodes with more memory"
        : "use nodes with more memory, or fewer GPUs of each";
  }

  private static String remedy(int slots) {
    return slots > 1
        ? "use fewer slots, a larger GPU or a smaller model"
        : "use a larger GPU or a smaller model";
  }
}
