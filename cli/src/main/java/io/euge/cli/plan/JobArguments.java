package io.euge.cli.plan;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.cli.console.HelpSections;
import io.euge.cli.console.ModelArguments;
import io.euge.model.importing.ModelDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options that specify the job of a planned cluster and how Spark starts it. */
final class JobArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--master",
      order = HelpSections.CLUSTER,
      paramLabel = "URL",
      description = "Spark master; a placeholder is printed if not given.")
  private String master;

  @Option(
      names = "--deploy-mode",
      order = HelpSections.CLUSTER,
      paramLabel = "client|cluster",
      defaultValue = "client",
      description = "Where the driver runs (default: ${DEFAULT-VALUE}).")
  private String mode;

  @Option(
      names = "--conf",
      order = HelpSections.CLUSTER,
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark, which overrides the plan's; may be given several times.")
  private Map<String, String> conf = new LinkedHashMap<>();

  @Option(
      names = ModelArgument.NAME,
      order = HelpSections.MODEL,
      paramLabel = "MODEL",
      description =
          "The network, for a plan without COMMAND: an .onnx file or a Darknet .cfg file.")
  private String model;

  @Mixin private ModelArguments described;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description =
          "After --: detect and its arguments, with --model; if not given, the call has "
              + "placeholders for paths.")
  private List<String> command = List.of();

  /**
   * Returns the name of the job's model.
   *
   * @throws MissingParameterException if neither --model nor a command is given
   * @throws OptionException if the model or its description is given twice
   */
  String model() {
    if (command.isEmpty()) {
      if (model == null) {
        throw new MissingParameterException(
            spec.commandLine(),
            spec.findOption(ModelArgument.NAME),
            "Missing required option: '--model=MODEL'");
      }
      return model;
    }
    if (model != null || !described.arguments().isEmpty()) {
      throw new OptionException(
          model == null
              ? "The options of a model belong to the command after --: give them there"
              : "--model is '"
                  + Printable.of(model)
                  + "', and the command after -- has its own: give it there alone");
    }
    return ModelArgument.of(command).orElseThrow();
  }

  /** Returns the command of the job as given by the user; empty if none was given. */
  List<String> command() {
    return command;
  }

  /** Returns whether the user gave the whole command, so that no placeholder needs replacing. */
  boolean isWhole() {
    return !command.isEmpty();
  }

  /** Returns the description of the model, for a plan without a command. */
  ModelDescription description() {
    return described.description();
  }

  /** Returns the job; if no command was given, it has placeholders for the user to replace. */
  PlannedCluster.Job job(String model) {
    if (!mode.equalsIgnoreCase("client") && !mode.equalsIgnoreCase("cluster")) {
      throw new OptionException(
          "--deploy-mode is '" + Printable.of(mode) + "': give client or cluster");
    }
    return new PlannedCluster.Job(
        master, mode.equalsIgnoreCase("cluster"), conf, isWhole() ? command : detect(model));
  }

  private List<String> detect(String model) {
    List<String> detect = new ArrayList<>(List.of("detect", "VIDEOS", ModelArgument.NAME, model));
    detect.addAll(described.arguments());
    detect.addAll(List.of("--output", "OUTPUT"));
    return List.copyOf(detect);
  }
}
