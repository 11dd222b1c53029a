package io.euge.cli.plan;

import io.euge.model.Model;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The resources that a plan assigns to the executors of a cluster.
 *
 * @param tasks number of concurrent tasks per executor, one core each
 * @param gpus number of GPUs in the cluster
 * @param executorMemory planned memory of an executor's process in bytes
 * @param conf settings of Spark by key, without those that refer to files of the plan
 */
public record ClusterProposal(
    int nodes, int executors, int tasks, int gpus, long executorMemory, Map<String, String> conf) {

  public ClusterProposal {
    conf = new LinkedHashMap<>(conf);
  }

  /**
   * Plans a cluster for a model.
   *
   * @throws io.euge.EugeException if it does not fit; the message has the calculation
   * @throws io.euge.OptionException if the description of the cluster is incomplete
   */
  public static ClusterProposal of(ClusterArguments cluster, Model model) {
    Plan plan = cluster.plan(model);
    Map<String, String> conf =
        PlanSettings.of(plan, cluster, Path.of(PlanSettings.POD_TEMPLATE), List.of());
    // They refer to files that only euge plan writes or knows.
    conf.keySet().removeIf(key -> key.endsWith("podTemplateFile") || key.endsWith("ClassPath"));
    return new ClusterProposal(
        plan.nodes().count(),
        plan.executors(),
        plan.tasks(),
        plan.nodes().count() * plan.nodes().gpus(),
        plan.heap() + plan.overhead(),
        conf);
  }
}
