package io.euge.cli.plan;

import io.euge.model.Model;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The resources that a plan assigns to the executors of a cluster.
 *
 * @param tasks of an executor at the same time, a core each
 * @param gpus of the cluster
 * @param executorMemory bytes of an executor's process that the plan counts on
 * @param conf the settings of Spark for it, by their keys; those that name files are the plan's
 */
public record ClusterProposal(
    int nodes, int executors, int tasks, int gpus, long executorMemory, Map<String, String> conf) {

  public ClusterProposal {
    conf = new LinkedHashMap<>(conf);
  }

  /**
   * Plans a cluster for a model.
   *
   * @throws io.euge.EugeException with the sum if it cannot fit
   * @throws io.euge.OptionException if the cluster is not described in full
   */
  public static ClusterProposal of(ClusterArguments cluster, Model model) {
    Plan plan = cluster.plan(model);
    Map<String, String> conf =
        PlanSettings.of(plan, cluster, Path.of(PlanSettings.POD_TEMPLATE), List.of());
    // They name files that only euge plan writes, or knows.
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
