package io.euge.cli.plan;

import io.euge.cli.console.AvailableModels;
import io.euge.cli.console.HelpSections;
import io.euge.cli.console.Json;
import io.euge.cli.console.Warnings;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge plan}: plans the executors of a cluster and prints the call of Spark. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    footer = "  euge plan --gpus-per-node 2 --gpu-memory 24g --model yolov3.onnx",
    description =
        "Plans the executors of a cluster: how many run and share a GPU, what each gets and why, "
            + "and the spark-submit command. Fails if the job cannot fit.")
public final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterArguments cluster;
  @Mixin private JobArguments job;

  @Option(
      names = "--output",
      order = HelpSections.OUTPUT,
      paramLabel = "DIR",
      description =
          "Also write the cluster's files and the spark-submit command, as the script submit.sh, "
              + "to this directory; no file is replaced.")
  private Path directory;

  @Option(
      names = "--json",
      order = HelpSections.OUTPUT,
      description = "One line of JSON; memory in bytes.")
  private boolean json;

  @Override
  public Integer call() {
    PlannedJob checked = PlannedJob.of(job, spec);
    String name = checked.model();
    PlannedCluster.Job planned = job.job(name);
    Model model = DetectionModels.standard().resolve(name, checked.described());
    Path folder = directory == null ? Path.of("") : directory.toAbsolutePath().normalize();
    PlannedCluster plan = PlannedCluster.of(cluster, model, planned, folder);
    checked.check(plan.submit().conf(), planned.conf(), model);
    if (planned.clusterMode()
        && cluster.target() == ClusterTarget.KUBERNETES
        && !AvailableModels.comesWithEuge(name)) {
      Warnings.say("the driver runs in the image: " + name + " must be a file there too", spec);
    }
    if (directory != null) {
      Map<String, String> files = new LinkedHashMap<>(plan.files());
      files.put(PlanDirectory.SCRIPT, plan.submit().script());
      new PlanDirectory(folder).write(files);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(fields(plan)));
    } else {
      print(out, plan);
    }
    out.flush();
    return 0;
  }

  private void print(PrintWriter out, PlannedCluster planned) {
    planned
        .explanation()
        .forEach(line -> out.printf("%-20s%-10s%s%n", line.name(), line.value(), line.reason()));
    planned.files().forEach((name, content) -> out.print("\n" + name + ":\n" + content));
    out.println(job.isWhole() ? "\nThe job:" : "\nThe job (replace the placeholders for paths):");
    out.println(planned.submit().shell());
    if (directory != null) {
      out.println("\nwritten to " + directory);
    }
  }

  private static Map<String, Object> fields(PlannedCluster planned) {
    Plan plan = planned.plan();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("executors", plan.executors());
    fields.put("executorsPerNode", plan.executorsPerNode());
    fields.put("tasks", plan.tasks());
    fields.put("batch", plan.batch());
    fields.put("heap", plan.heap());
    fields.put("memoryOverhead", plan.overhead());
    if (plan.onGpus()) {
      fields.put("slots", plan.slots());
      fields.put("gpuMemoryOfProcess", plan.share().process());
      fields.put("gpuMemoryNeeded", plan.share().context() + plan.gpuNeed());
      fields.put("threadPercentage", plan.threadPercentage().percent());
    }
    fields.put("conf", planned.submit().conf());
    fields.put("submit", planned.submit().arguments());
    fields.put("files", planned.files());
    return fields;
  }
}
