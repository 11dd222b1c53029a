package io.euge.cli.models;

import io.euge.cli.render.TryCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code euge models}: manages models. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Lists, downloads, imports, inspects and tries models.",
    subcommands = {
      ModelListCommand.class,
      ModelPullCommand.class,
      ModelImportCommand.class,
      ModelInspectCommand.class,
      TryCommand.class
    })
public final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: give list, pull, import, inspect or try");
  }
}
