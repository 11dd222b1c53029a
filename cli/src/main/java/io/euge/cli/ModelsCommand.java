package io.euge.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code euge models}: what is done with models themselves. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Imports and inspects models.",
    subcommands = {ModelImportCommand.class, ModelInspectCommand.class})
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to do: import or inspect");
  }
}
