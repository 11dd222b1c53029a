package io.euge.cli.plan;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.cli.job.EugeJars;
import io.euge.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A plan, and what carries it out.
 *
 * @param files for the cluster's machines
 */
record PlannedCluster(
    Plan plan, List<PlanWords.Line> words, Map<String, String> files, SubmitLine submit) {
  /** Where an image of Spark has Spark's jars. */
  private static final String IMAGES_JARS = "local:///opt/spark/jars/";

  /** How a job is to be started. */
  record Job(String master, boolean clusterMode, Map<String, String> conf, List<String> command) {}

  /**
   * @param directory where the files will lie
   * @throws OptionException if master and target do not belong together
   */
  static PlannedCluster of(PlanArguments arguments, Model model, Job job, Path directory) {
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
    Plan plan = arguments.plan(model);
    List<String> jars = EugeJars.ofDriver();
    Map<String, String> conf =
        new LinkedHashMap<>(
            PlanSettings.of(
                plan, arguments, directory.resolve(PlanSettings.POD), EugeJars.ofExecutors()));
    List<String> added = new ArrayList<>(jars);
    Map<String, String> others = new LinkedHashMap<>(job.conf());
    String more = others.remove("spark.jars");
    conf.putAll(others);
    if (target == ClusterTarget.KUBERNETES && job.clusterMode()) {
      added.removeIf(jar -> !name(jar).startsWith("euge-cli-"));
      added.replaceAll(jar -> IMAGES_JARS + name(jar));
    }
    if (more != null) {
      added.add(more);
    }
    boolean ships = job.clusterMode() && target == ClusterTarget.YARN;
    return new PlannedCluster(
        plan,
        PlanWords.of(plan, arguments),
        ClusterFiles.of(plan, arguments, jars),
        new SubmitLine(
            master,
            job.clusterMode(),
            conf,
            added,
            ships ? List.of(model.graph().toString()) : List.of(),
            ships
                ? EugeCommand.withModel(job.command(), name(model.graph().toString()))
                : job.command()));
  }

  private static String name(String file) {
    return Path.of(file).getFileName().toString();
  }
}
