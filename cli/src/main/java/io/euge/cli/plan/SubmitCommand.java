package io.euge.cli.plan;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.KnownModels;
import io.euge.cli.console.Notices;
import io.euge.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code euge submit}: a command of Euge as a planned job on a cluster. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description =
        "Plans the cluster as `euge plan` does and runs the command after -- there by spark-submit; "
            + "ends as it ends.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0-3:those of the command", "others:those of spark-submit"})
public final class SubmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private PlanArguments arguments;
  @Mixin private JobArguments job;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "After --: detect and its arguments, with --model.")
  private List<String> command;

  @Override
  public Integer call() throws InterruptedException {
    if (job.master() == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Missing required option: '--master=URL', such as " + arguments.target().master());
    }
    String name =
        EugeCommand.model(command)
            .orElseThrow(
                () ->
                    new OptionException(
                        "The command after -- names no model: give it --model, whose size the plan needs"));
    PlannedCluster.Job wanted = job.job(command);
    if (wanted.clusterMode() && arguments.target() == ClusterTarget.STANDALONE) {
      throw new OptionException(
          "--deploy-mode is 'cluster', and a standalone cluster gives its drivers no files, so the"
              + " model would be missing: give client");
    }
    Model model = PlanArguments.model(name);
    if (wanted.clusterMode()
        && arguments.target() == ClusterTarget.KUBERNETES
        && !KnownModels.comesWithEuge(name)) {
      Notices.say("the driver runs in the image: " + name + " must be a file there too", spec);
    }
    SparkSubmitProgram program = SparkSubmitProgram.find(System.getenv());
    Path folder = scratch();
    return program.run(planned(model, wanted, folder), () -> delete(folder));
  }

  private List<String> planned(Model model, PlannedCluster.Job wanted, Path folder) {
    try {
      PlannedCluster planned = PlannedCluster.of(arguments, model, wanted, folder);
      for (var file : planned.files().entrySet()) {
        write(folder.resolve(file.getKey()), file.getValue());
      }
      return planned.submit().arguments();
    } catch (EugeException e) {
      delete(folder);
      throw e;
    }
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("euge-submit");
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  /** The job is over: a folder that stays behind does not change how it ended. */
  private void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      Notices.say("the folder " + folder + " could not be removed: " + e.getMessage(), spec);
    }
  }

  private static EugeException noRoom(IOException e) {
    return new EugeException(
        "Cannot work in the folder for temporary files: "
            + e.getMessage()
            + "; name another by EUGE_JAVA_OPTIONS=-Djava.io.tmpdir=DIR",
        e);
  }
}
