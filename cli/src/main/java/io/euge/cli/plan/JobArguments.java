package io.euge.cli.plan;

import io.euge.OptionException;
import io.euge.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How Spark is to start a job on a planned cluster. */
final class JobArguments {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master; a word stands where it belongs if not given.")
  private String master;

  @Option(
      names = "--deploy-mode",
      paramLabel = "client|cluster",
      defaultValue = "client",
      description = "Where the driver runs (default: ${DEFAULT-VALUE}).")
  private String mode;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark, over those of the plan; may be given several times.")
  private Map<String, String> conf = new LinkedHashMap<>();

  String master() {
    return master;
  }

  PlannedCluster.Job job(List<String> command) {
    if (!mode.equals("client") && !mode.equals("cluster")) {
      throw new OptionException(
          "--deploy-mode is '" + Printable.of(mode) + "': give client or cluster");
    }
    return new PlannedCluster.Job(master, mode.equals("cluster"), conf, command);
  }
}
