package io.euge.cli.plan;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.cli.job.EugeJars;
import io.euge.model.Model;
import io.euge.spark.conf.ConfParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A plan with the files and the command that apply it.
 *
 * @param files for the cluster's machines
 */
record PlannedCluster(
    Plan plan,
    List<PlanExplanation.Line> explanation,
    Map<String, String> files,
    SparkSubmitCommand submit) {
  /** The directory of Spark's jars in Spark's container images. */
  private static final String IMAGE_JARS = "local:///opt/spark/jars/";

  /**
   * The job to start.
   *
   * @param master null if not given
   * @param clusterMode whether the driver runs on the cluster
   * @param command of {@code euge} with its arguments
   */
  record Job(String master, boolean clusterMode, Map<String, String> conf, List<String> command) {}

  /**
   * Plans a cluster for a job.
   *
   * @param directory in which the files will be written
   * @throws OptionException if master, deploy mode and target are not compatible
   */
  static PlannedCluster of(ClusterArguments arguments, Model model, Job job, Path directory) {
    ClusterTarget target = arguments.target();
    String master = job.master() == null ? target.master() : job.master();
    if (!target.allows(master)) {
      throw new OptionException(
          "--master is '"
              + Printable.of(master)
              + "', and --target "
              + target.name().toLowerCase(Locale.ROOT)
              + " wants one such as "
              + target.master());
    }
    if (job.clusterMode() && target == ClusterTarget.STANDALONE) {
      throw new OptionException(
          "--deploy-mode is 'cluster', and a standalone cluster gives its drivers no files, so the"
              + " model would be missing: give client");
    }
    Plan plan = arguments.plan(model);
    List<String> jars = EugeJars.ofDriver();
    Map<String, String> conf =
        new LinkedHashMap<>(
            PlanSettings.of(
                plan,
                arguments,
                directory.resolve(PlanSettings.POD_TEMPLATE),
                EugeJars.ofExecutors()));
    List<String> added = new ArrayList<>(jars);
    // A deprecated key would be set in addition to the plan's own setting, and the job would reject
    // both.
    Map<String, String> others = new LinkedHashMap<>();
    job.conf().forEach((key, value) -> others.put(ConfParser.currentKey(key), value));
    String more = others.remove("spark.jars");
    conf.putAll(others);
    if (target == ClusterTarget.KUBERNETES && job.clusterMode()) {
      added.removeIf(jar -> !name(jar).startsWith("euge-cli-"));
      added.replaceAll(jar -> IMAGE_JARS + name(jar));
    }
    if (more != null) {
      added.add(more);
    }
    boolean ships = job.clusterMode() && target == ClusterTarget.YARN;
    return new PlannedCluster(
        plan,
        PlanExplanation.of(plan, arguments),
        ClusterFiles.of(plan, arguments, jars),
        new SparkSubmitCommand(
            master,
            job.clusterMode(),
            conf,
            added,
            ships ? List.of(model.graph().toString()) : List.of(),
            ships
                ? ModelArgument.replace(job.command(), name(model.graph().toString()))
                : job.command()));
  }

  private static String name(String file) {
    return Path.of(file).getFileName().toString();
  }
}
