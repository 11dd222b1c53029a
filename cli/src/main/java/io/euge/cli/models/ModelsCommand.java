package io.euge.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code euge models}: what is done with models themselves. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Lists, fetches, imports and inspects models.",
    subcommands = {
      ModelListCommand.class,
      ModelPullCommand.class,
      ModelImportCommand.class,
      ModelInspectCommand.class
    })
public final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name what to do: list, pull, import or inspect");
  }
}
