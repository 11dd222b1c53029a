package io.euge.cli.plan;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.cli.detect.DetectionCheck;
import io.euge.model.Model;
import io.euge.model.importing.ModelDescription;
import io.euge.spark.conf.ConfParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The job of a plan, parsed as {@code euge detect} would parse it.
 *
 * @param model the name of its model
 * @param described the description of the model in options
 * @param arguments of the command; empty if it has placeholders
 */
record PlannedJob(String model, ModelDescription described, Optional<ParseResult> arguments) {
  private static final String COMMAND = "detect";

  /**
   * Parses the command after {@code --}, if there is one.
   *
   * @param plan the command with the arguments
   * @throws ParameterException if the command itself would throw it
   * @throws OptionException if the job cannot be planned
   */
  static PlannedJob of(JobArguments job, CommandSpec plan) {
    List<String> command = job.command();
    if (command.isEmpty()) {
      return new PlannedJob(job.model(), job.description(), Optional.empty());
    }
    if (!command.get(0).equals(COMMAND)) {
      throw new OptionException(
          "The command after -- is '"
              + Printable.of(command.get(0))
              + "': give detect and its arguments");
    }
    CommandLine detect = plan.root().subcommands().get(COMMAND);
    ParseResult parsed =
        detect.parseArgs(command.subList(1, command.size()).toArray(String[]::new));
    if (parsed.hasMatchedOption("--master")) {
      throw new OptionException(
          "--master is in the command after --, where it would replace the plan's: give it to plan");
    }
    if (parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()) {
      throw new OptionException("The command after -- shows help and runs no job: leave that out");
    }
    return new PlannedJob(job.model(), DetectionCheck.described(parsed), Optional.of(parsed));
  }

  /**
   * Checks that the job would accept all settings and its own arguments.
   *
   * @param planned the settings of the plan, including the user's
   * @param given the settings of the user as given
   * @throws OptionException with the error of the job
   */
  void check(Map<String, String> planned, Map<String, String> given, Model model) {
    Map<String, String> conf = new LinkedHashMap<>(planned);
    // Use the user's spelling: two spellings of one setting are an error.
    given.keySet().forEach(key -> conf.remove(ConfParser.currentKey(key)));
    conf.putAll(given);
    DetectionCheck.check(arguments, conf, model);
  }
}
